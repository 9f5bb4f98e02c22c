//! Messages on their way to the client: written on the spot when that cannot block, else by a thread.
//!
//! A client may write much before it reads anything. Were its messages handled and the answers written by one thread,
//! both sides would wait for each other; so whatever might block is queued here, in order.

use std::collections::VecDeque;
use std::io::{self, Write};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use serde::Serialize;

/// A frame of this length fits into a pipe that is ready for writing (POSIX `PIPE_BUF`, 4,096 bytes on Linux; at
/// least 512 elsewhere, where the poll below asks for as much).
const FITS: usize = if cfg!(target_os = "linux") { 4096 } else { 512 };

/// As long as more bytes than this are queued, nothing that the client sends is handled: one that reads nothing, and asks
/// on, waits for itself.
const MOST_QUEUED: usize = 64 * 1024 * 1024;

/// Where messages to the client go. Clones share it.
#[derive(Clone)]
pub struct Outbox(Arc<Shared>);

struct Shared {
    queue: Mutex<Queue>,
    changed: Condvar,
    /// Taken by the thread for as long as a write blocks, and on the spot when nothing is queued.
    writer: Mutex<Box<dyn Write + Send>>,
    /// Whether a frame of [`FITS`] bytes can be written now without blocking.
    ready: Box<dyn Fn() -> bool + Send + Sync>,
}

#[derive(Default)]
struct Queue {
    frames: VecDeque<Frame>,
    /// How many bytes they have.
    bytes: usize,
    /// Whether the thread is writing a frame that it took out.
    writing: bool,
    /// Whether the client no longer reads, or the outbox is closed.
    dead: bool,
}

struct Frame {
    /// Set for a message that a later one with the same key makes superfluous.
    key: Option<Box<str>>,
    bytes: Vec<u8>,
}

impl Outbox {
    /// An outbox that writes to `writer`. `ready` says whether a short frame can be written now without blocking.
    ///
    /// # Errors
    /// The system's, if it gives no thread.
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

    /// Sends a message in place of every queued one with that key. It goes to the end of the queue: what was sent in
    /// between may be what it is the consequence of.
    pub fn send_latest(&self, key: &str, message: &impl Serialize) {
        self.push(Some(key.into()), message);
    }

    /// Waits until everything is written, or the client is gone.
    pub fn flush(&self) {
        let queue = self.0.lock();
        let busy = |queue: &mut Queue| !queue.dead && (queue.writing || !queue.frames.is_empty());
        drop(self.0.changed.wait_while(queue, busy).unwrap_or_else(PoisonError::into_inner));
    }

    /// Waits until less than [`MOST_QUEUED`] is queued, or the client is gone.
    pub(super) fn wait_for_room(&self) {
        let full = |queue: &mut Queue| !queue.dead && queue.bytes > MOST_QUEUED;
        drop(self.0.changed.wait_while(self.0.lock(), full).unwrap_or_else(PoisonError::into_inner));
    }

    /// Writes what is queued, then lets go of the writer, so that the client sees the end of the output. What is sent
    /// later goes nowhere.
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

    /// The thread: writes what is queued, for as long as someone reads.
    fn write_queued(&self) {
        let mut queue = self.lock();
        loop {
            let idle = |queue: &mut Queue| !queue.dead && queue.frames.is_empty();
            queue = self.changed.wait_while(queue, idle).unwrap_or_else(PoisonError::into_inner);
            // With an empty queue, the wait ends only when nothing is written any more.
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

/// A message with its header. What does not serialise is no message of ours.
fn frame(message: &impl Serialize) -> Option<Vec<u8>> {
    // The header is as long for every body that anyone sends.
    const ROOM: usize = "Content-Length: \r\n\r\n".len() + 10;
    let mut bytes = vec![b' '; ROOM];
    serde_json::to_writer(&mut bytes, message).ok()?;
    let header = format!("Content-Length: {}\r\n\r\n", bytes.len() - ROOM);
    let start = ROOM.checked_sub(header.len())?;
    bytes.get_mut(start..ROOM)?.copy_from_slice(header.as_bytes());
    bytes.drain(..start);
    Some(bytes)
}
