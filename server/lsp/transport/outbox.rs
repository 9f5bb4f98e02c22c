//! Outgoing messages: written on the spot if that cannot block, else by a thread.
//!
//! A client may write a lot before it reads anything. If one thread handled its messages and wrote the answers, both
//! sides would wait for each other; so whatever might block is queued here, in order.

use std::collections::VecDeque;
use std::io::{self, Write};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use serde::Serialize;

/// A frame of this length fits into a pipe that is ready for writing (POSIX `PIPE_BUF`, 4,096 bytes on Linux; at
/// least 512 elsewhere, where the poll below asks for as much).
const FITS: usize = if cfg!(target_os = "linux") { 4096 } else { 512 };

/// While more bytes than this are queued, no input is handled: a client that keeps sending requests and reads no
/// answers is held back.
const MOST_QUEUED: usize = 64 * 1024 * 1024;

/// The queue of messages to the client. Clones share it.
#[derive(Clone)]
pub struct Outbox(Arc<Shared>);

struct Shared {
    queue: Mutex<Queue>,
    changed: Condvar,
    /// Locked by the thread while a write blocks, or on the spot when the queue is empty.
    writer: Mutex<Box<dyn Write + Send>>,
    /// Whether a frame of [`FITS`] bytes can be written now without blocking.
    ready: Box<dyn Fn() -> bool + Send + Sync>,
}

#[derive(Default)]
struct Queue {
    frames: VecDeque<Frame>,
    /// Their total size, in bytes.
    bytes: usize,
    /// Whether the thread is writing a frame that it took from the queue.
    writing: bool,
    /// Whether the client no longer reads, or the outbox is closed.
    dead: bool,
}

struct Frame {
    /// Set for a message that a later one with the same key replaces.
    key: Option<Box<str>>,
    bytes: Vec<u8>,
}

impl Outbox {
    /// Creates an outbox for `writer`. `ready` returns whether a short frame can be written without blocking.
    ///
    /// # Errors
    /// The operating system's, if it cannot create a thread.
    pub fn new(
        writer: impl Write + Send + 'static,
        ready: impl Fn() -> bool + Send + Sync + 'static,
    ) -> io::Result<Self> {
        let shared = Arc::new(Shared {
            queue: Mutex::default(),
            changed: Condvar::new(),
            writer: Mutex::new(Box::new(writer)),
            ready: Box::new(ready),
        });
        let outbox = Self(shared.clone());
        thread::Builder::new().name("agentls-writer".to_owned()).spawn(move || shared.write_queued())?;
        Ok(outbox)
    }

    /// Sends a message.
    pub fn send(&self, message: &impl Serialize) {
        self.push(None, message);
    }

    /// Sends a message that replaces every queued one with that key. It goes to the end of the queue, since it may be a
    /// consequence of messages sent in between.
    pub fn send_latest(&self, key: &str, message: &impl Serialize) {
        self.push(Some(key.into()), message);
    }

    /// Waits until everything is written, or the client has disconnected.
    pub fn flush(&self) {
        let queue = self.0.lock();
        let busy = |queue: &mut Queue| !queue.dead && (queue.writing || !queue.frames.is_empty());
        drop(self.0.changed.wait_while(queue, busy).unwrap_or_else(PoisonError::into_inner));
    }

    /// Waits until less than [`MOST_QUEUED`] is queued, or the client has disconnected.
    pub(super) fn wait_for_room(&self) {
        let full = |queue: &mut Queue| !queue.dead && queue.bytes > MOST_QUEUED;
        drop(self.0.changed.wait_while(self.0.lock(), full).unwrap_or_else(PoisonError::into_inner));
    }

    /// Writes the queue, then drops the writer, so that the client sees the end of the output. Later messages are
    /// discarded.
    pub fn close(&self) {
        self.flush();
        self.0.lock().dead = true;
        self.0.changed.notify_all();
        *self.0.writer.lock().unwrap_or_else(PoisonError::into_inner) = Box::new(io::sink());
    }

    /// Whether nothing is written any more.
    pub fn is_dead(&self) -> bool {
        self.0.lock().dead
    }

    fn push(&self, key: Option<Box<str>>, message: &impl Serialize) {
        let Some(bytes) = frame(message) else { return };
        let mut queue = self.0.lock();
        if queue.dead {
            return;
        }
        if !queue.writing && queue.frames.is_empty() && bytes.len() <= FITS && (self.0.ready)() {
            queue.dead = self.0.write_bytes(&bytes).is_err();
            if queue.dead {
                self.0.changed.notify_all();
            }
            return;
        }
        if key.is_some() {
            queue.frames.retain(|frame| frame.key != key);
            queue.bytes = queue.frames.iter().map(|frame| frame.bytes.len()).sum();
        }
        queue.bytes += bytes.len();
        queue.frames.push_back(Frame { key, bytes });
        self.0.changed.notify_all();
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn write_bytes(&self, bytes: &[u8]) -> io::Result<()> {
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        writer.write_all(bytes)?;
        writer.flush()
    }

    /// Writes queued frames on the thread, until the client stops reading.
    fn write_queued(&self) {
        let mut queue = self.lock();
        loop {
            let idle = |queue: &mut Queue| !queue.dead && queue.frames.is_empty();
            queue = self.changed.wait_while(queue, idle).unwrap_or_else(PoisonError::into_inner);
            // With an empty queue, the wait ends only when the outbox is dead.
            let Some(frame) = queue.frames.pop_front() else { return };
            queue.writing = true;
            queue.bytes -= frame.bytes.len();
            drop(queue);
            let failed = self.write_bytes(&frame.bytes).is_err();
            queue = self.lock();
            queue.writing = false;
            if failed {
                queue.dead = true;
                queue.frames.clear();
                queue.bytes = 0;
            }
            self.changed.notify_all();
        }
    }
}

/// Serializes a message with its header; `None` if that fails.
fn frame(message: &impl Serialize) -> Option<Vec<u8>> {
    // The header has this length for any realistic body size.
    const ROOM: usize = "Content-Length: \r\n\r\n".len() + 10;
    let mut bytes = vec![b' '; ROOM];
    serde_json::to_writer(&mut bytes, message).ok()?;
    let header = format!("Content-Length: {}\r\n\r\n", bytes.len() - ROOM);
    let start = ROOM.checked_sub(header.len())?;
    bytes.get_mut(start..ROOM)?.copy_from_slice(header.as_bytes());
    bytes.drain(..start);
    Some(bytes)
}
