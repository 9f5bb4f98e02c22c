//! Splits the input into message bodies (LSP 3.17, base protocol), and survives malformed input.

use std::io::{self, Read};

/// The size of one read, in bytes.
const CHUNK: usize = 64 * 1024;

/// Maximum spare capacity kept after a long message, in bytes.
const MOST_SPARE: usize = 1024 * 1024;

/// Maximum length of a header line, in bytes.
const LONGEST_HEADER: usize = 8 * 1024;

/// The only header that is used.
const LENGTH: &[u8] = b"content-length:";

/// The next part of the input.
pub(super) enum Frame {
    /// The body of a message.
    Body(Vec<u8>),
    /// A message that is too long, with the reason; it needs an answer.
    Refused(String),
    /// Bytes that are not a message, and what was done.
    Skipped(String),
}

/// Iterates over the frames of the input.
pub(super) struct Frames<R> {
    input: R,
    buffer: Vec<u8>,
    /// The bytes of the buffer up to `used` are consumed, and those up to `filled` are input.
    used: usize,
    filled: usize,
    longest_body: usize,
}

impl<R: Read> Frames<R> {
    pub(super) fn new(input: R, longest_body: usize) -> Self {
        Self { input, buffer: Vec::new(), used: 0, filled: 0, longest_body }
    }

    /// Whether all input received so far is consumed.
    pub(super) fn is_drained(&self) -> bool {
        self.used == self.filled
    }

    /// Returns the next frame; `None` at the end of the input.
    pub(super) fn next(&mut self) -> io::Result<Option<Frame>> {
        let (mut length, mut skipped) = (None, 0);
        loop {
            let Some(line) = self.read_line()? else { return Ok(None) };
            let header = find_ignoring_case(&line, LENGTH);
            skipped += header.unwrap_or(if length.is_none() && !is_header(&line) { line.len() } else { 0 });
            if let Some(at) = header {
                length = Some(parse_length(line.get(at + LENGTH.len()..).unwrap_or_default()));
            } else if line.is_empty() {
                match length {
                    Some(Some(length)) if length <= self.longest_body => return self.body(length),
                    Some(Some(length)) => return self.skip(length),
                    Some(None) => {
                        return Ok(Some(Frame::Skipped("a Content-Length is not a number".to_owned())));
                    }
                    None if skipped > 0 => {
                        let what = format!("skipped {skipped} bytes that are not a message");
                        return Ok(Some(Frame::Skipped(what)));
                    }
                    None => {}
                }
            }
        }
    }

    /// Resumes after a body that is not JSON: if it contains a header, its length was wrong, so continues there.
    pub(super) fn resume_after(&mut self, body: &[u8]) {
        if let Some(at) = find_header(body) {
            let rest = body.get(at..).unwrap_or_default();
            self.buffer.splice(..self.used, rest.iter().copied());
            self.filled = self.filled - self.used + rest.len();
            self.used = 0;
        }
    }

    fn unread(&self) -> &[u8] {
        self.buffer.get(self.used..self.filled).unwrap_or_default()
    }

    /// Reads more input. Returns false at its end.
    fn fill(&mut self) -> io::Result<bool> {
        if self.used > 0 {
            self.buffer.copy_within(self.used..self.filled, 0);
            self.filled -= std::mem::take(&mut self.used);
        }
        // The buffer is not cleared for each read; the memory of a long message is released.
        let end = self.filled + CHUNK;
        if self.buffer.len() < end {
            self.buffer.resize(end, 0);
        } else if self.buffer.len() > end + MOST_SPARE {
            self.buffer.truncate(end);
            self.buffer.shrink_to_fit();
        }
        let read = loop {
            match self.input.read(self.buffer.get_mut(self.filled..).unwrap_or_default()) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                result => break result?,
            }
        };
        self.filled += read;
        Ok(read > 0)
    }

    /// Returns the next line without its line break. Cuts a line that is too long for a header.
    fn read_line(&mut self) -> io::Result<Option<Vec<u8>>> {
        loop {
            let unread = self.unread();
            if let Some(end) = unread.iter().position(|byte| *byte == b'\n') {
                let line = unread.get(..end).unwrap_or_default();
                let line = line.strip_suffix(b"\r").unwrap_or(line).to_vec();
                self.used += end + 1;
                return Ok(Some(line));
            }
            if unread.len() > LONGEST_HEADER {
                // The start of a header may be at its end.
                let keep = unread.len() - LENGTH.len();
                let line = unread.get(..keep).unwrap_or_default().to_vec();
                self.used += keep;
                return Ok(Some(line));
            }
            if !self.fill()? {
                return Ok(None);
            }
        }
    }

    /// Returns a body of that length. The buffer grows as bytes arrive, not as the header claims.
    fn body(&mut self, length: usize) -> io::Result<Option<Frame>> {
        // A long body is read directly into its own buffer.
        if length > self.unread().len() + CHUNK {
            let mut body = self.unread().to_vec();
            self.used = self.filled;
            self.input.by_ref().take((length - body.len()) as u64).read_to_end(&mut body)?;
            return Ok((body.len() == length).then_some(Frame::Body(body)));
        }
        while self.unread().len() < length {
            if !self.fill()? {
                return Ok(None);
            }
        }
        let body = self.unread().get(..length).unwrap_or_default().to_vec();
        self.used += length;
        Ok(Some(Frame::Body(body)))
    }

    /// Skips a body that is too long, up to its end or to the next header, in case the length is wrong.
    fn skip(&mut self, length: usize) -> io::Result<Option<Frame>> {
        let mut left = length;
        loop {
            let unread = self.unread();
            let window = unread.get(..left.min(unread.len())).unwrap_or_default();
            if let Some(at) = find_header(window) {
                self.used += at;
                break;
            }
            if window.len() == left {
                self.used += left;
                break;
            }
            // A header may be cut at the end of the received input.
            let done = window.len().saturating_sub(LONGEST_HEADER.min(window.len()));
            self.used += done;
            left -= done;
            if !self.fill()? {
                return Ok(None);
            }
        }
        let limit = self.longest_body;
        let what = format!("skipped a message of {length} bytes: the limit is {limit} bytes");
        Ok(Some(Frame::Refused(what)))
    }
}

fn parse_length(text: &[u8]) -> Option<usize> {
    let text = std::str::from_utf8(text).ok()?.trim();
    // A number that overflows `usize` means a body that is too large.
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().unwrap_or(usize::MAX))
}

/// Whether a line is another header, such as `Content-Type`.
fn is_header(line: &[u8]) -> bool {
    let name = line.split(|byte| *byte == b':').next().unwrap_or_default();
    line.is_empty()
        || name.len() < line.len() && name.iter().all(|byte| byte.is_ascii_alphabetic() || *byte == b'-')
}

/// Returns the offset of a word, ignoring case.
fn find_ignoring_case(text: &[u8], word: &[u8]) -> Option<usize> {
    text.windows(word.len()).position(|window| window.eq_ignore_ascii_case(word))
}

/// Returns the offset of a whole header: a length and its line break, which cannot occur in JSON.
fn find_header(text: &[u8]) -> Option<usize> {
    let mut from = 0;
    while let Some(at) = find_ignoring_case(text.get(from..)?, LENGTH).map(|at| from + at) {
        let value = text.get(at + LENGTH.len()..)?;
        let line = value.split(|byte| *byte == b'\n').next().filter(|line| line.len() < value.len());
        if line.and_then(|line| line.strip_suffix(b"\r")).and_then(parse_length).is_some() {
            return Some(at);
        }
        from = at + LENGTH.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns its bytes a few at a time.
    struct Trickle<'a>(&'a [u8], usize);

    impl Read for Trickle<'_> {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            let length = self.0.len().min(self.1).min(out.len());
            let (now, later) = self.0.split_at(length);
            out[..length].copy_from_slice(now);
            self.0 = later;
            Ok(length)
        }
    }

    fn frames(input: &[u8]) -> Vec<String> {
        let all = |step: usize| {
            let mut frames = Frames::new(Trickle(input, step), 50);
            let mut found = Vec::new();
            while let Some(frame) = frames.next().unwrap() {
                found.push(match frame {
                    Frame::Body(body) => {
                        if serde_json::from_slice::<serde_json::Value>(&body).is_err() {
                            frames.resume_after(&body);
                            "bad".to_owned()
                        } else {
                            String::from_utf8(body).unwrap()
                        }
                    }
                    Frame::Refused(_) => "refused".to_owned(),
                    Frame::Skipped(_) => "skipped".to_owned(),
                });
            }
            found
        };
        assert_eq!(all(1), all(usize::MAX), "however the bytes arrive");
        all(7)
    }

    #[test]
    fn headers() {
        assert_eq!(frames(b"Content-Length: 2\r\n\r\n{}content-length:3\n\n[1]"), ["{}", "[1]"]);
        assert_eq!(frames(b"Content-Type: x; charset=utf-8\r\nContent-Length: 2\r\n\r\n{}"), ["{}"]);
        assert_eq!(frames(b"Content-Length: 2\r\nContent-Type: x\r\n\r\n{}"), ["{}"]);
        assert_eq!(frames(b"Content-Length: -2\r\n\r\nContent-Length: 2\r\n\r\n{}"), ["skipped", "{}"]);
        assert_eq!(frames(b"garbage\r\n\r\nContent-Length: 2\r\n\r\n{}"), ["skipped", "{}"]);
        assert_eq!(frames(b"Content-Length: 20\r\n\r\n{}"), Vec::<String>::new());
    }

    #[test]
    fn lengths_that_are_wrong() {
        assert_eq!(
            frames(b"Content-Length: 9\r\n\r\n{}Content-Length: 4\r\n\r\n1234Content-Length: 1\r\n\r\n5"),
            ["bad", "5"]
        );
        let long = b"Content-Length: 24\r\n\r\n{}Content-Length: 4\r\n\r\n1234Content-Length: 1\r\n\r\n5";
        assert_eq!(frames(long), ["bad", "1234", "5"]);
        assert_eq!(frames(b"Content-Length: 3\r\n\r\n{\"a\":1}Content-Length: 1\r\n\r\n5"), ["bad", "5"]);
    }

    #[test]
    fn bodies_that_are_too_long() {
        let body = "x".repeat(60);
        let input = format!("Content-Length: 60\r\n\r\n{body}Content-Length: 1\r\n\r\n5");
        assert_eq!(frames(input.as_bytes()), ["refused", "5"]);
        let absurd = b"Content-Length: 99999999999999999999999\r\n\r\n{}Content-Length: 1\r\n\r\n5";
        assert_eq!(frames(absurd), ["refused", "5"]);
    }

    #[test]
    fn long_bodies() {
        let frame = |body: &str| format!("Content-Length: {}\r\n\r\n{body}", body.len());
        let bodies = ["x".repeat(CHUNK + 1), "y".to_owned(), "z".repeat(3 * CHUNK), "1".to_owned()];
        let input: String = bodies.iter().map(|body| frame(body)).collect();
        for step in [1000, CHUNK, usize::MAX] {
            let mut frames = Frames::new(Trickle(input.as_bytes(), step), 4 * CHUNK);
            for body in &bodies {
                assert!(matches!(frames.next(), Ok(Some(Frame::Body(found))) if found == body.as_bytes()));
            }
            assert!(matches!(frames.next(), Ok(None)));
            let cut = &input.as_bytes()[..2 * CHUNK];
            let mut frames = Frames::new(Trickle(cut, step), 4 * CHUNK);
            assert!(matches!((frames.next(), frames.next()), (Ok(Some(_)), Ok(Some(_)))));
            assert!(matches!(frames.next(), Ok(None)), "the rest of a body never comes");
        }
    }
}
