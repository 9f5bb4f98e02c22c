//! The transport against a server that does nothing but show what it was told: order, cancellation, malformed input,
//! panics, exit.

mod bytes;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use crate::support::{Client, framed};
use agentls::transport::{self, DirectAnswers, LONGEST_BODY, WrittenResult};
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use serde_json::value::to_raw_value;
use serde_json::{Value, json};
use tokio::sync::Notify;
use tower_lsp::gen_lsp_types::{InitializeParams, InitializeResult};
use tower_lsp::jsonrpc::Result;
use tower_lsp::{LanguageServer, LspService};

/// Notes what it is told, in order.
#[derive(Default)]
struct Notebook {
    notes: Mutex<Vec<Value>>,
    waiting: AtomicUsize,
    release: Notify,
}

impl LanguageServer for Notebook {
    async fn initialize(&self, _: InitializeParams) -> Result<InitializeResult> {
        Ok(InitializeResult::default())
    }

    async fn shutdown(&self) -> Result<()> {
        Ok(())
    }
}

impl DirectAnswers for Notebook {
    fn direct_answer(&self, method: &str, params: &Value) -> Option<BoxFuture<'static, WrittenResult>> {
        let written = to_raw_value(params).unwrap();
        match method {
            "written" => Some(async { Ok(written) }.boxed()),
            "never_written" => Some(std::future::pending().boxed()),
            "written_later" => Some(tokio::task::yield_now().map(|()| Ok(written)).boxed()),
            "panic" => Some(async { panic!("a panic that a test asked for") }.boxed()),
            "panic_later" => {
                let later = tokio::task::yield_now();
                Some(later.map(|()| panic!("a panic that a test asked for")).boxed())
            }
            _ => None,
        }
    }
}

impl Notebook {
    async fn note(&self, params: Value) {
        self.notes.lock().unwrap().push(params);
    }

    async fn count(&self) -> Result<usize> {
        Ok(self.notes.lock().unwrap().len())
    }

    async fn last(&self) -> Result<Value> {
        Ok(self.notes.lock().unwrap().last().cloned().unwrap_or_default())
    }

    /// Answers when it is told to.
    async fn slow(&self) -> Result<usize> {
        self.waiting.fetch_add(1, Ordering::SeqCst);
        self.release.notified().await;
        Ok(self.waiting.load(Ordering::SeqCst))
    }

    async fn release(&self) {
        self.release.notify_waiters();
    }

    /// Answers with a megabyte, and notes how many of those were made that nobody has read.
    async fn large(&self) -> Result<String> {
        let made = MADE.fetch_add(1, Ordering::SeqCst) + 1;
        UNREAD.fetch_max(made - READ.load(Ordering::SeqCst), Ordering::SeqCst);
        Ok("x".repeat(1024 * 1024))
    }

    async fn panic_now(&self) -> Result<()> {
        panic!("a panic that a test asked for");
    }

    async fn panic_later(&self) -> Result<()> {
        self.release.notified().await;
        panic!("a panic that a test asked for");
    }
}

/// Large answers: how many were made, how many were read, and how many were made and not read at most.
static MADE: AtomicUsize = AtomicUsize::new(0);
static READ: AtomicUsize = AtomicUsize::new(0);
static UNREAD: AtomicUsize = AtomicUsize::new(0);

fn client() -> Client {
    client_with(LONGEST_BODY)
}

fn client_with(longest_body: usize) -> Client {
    let mut client = Client::with(move |input, outbox| serve(input, longest_body, &outbox));
    client.initialize(&[]);
    client
}

fn serve(input: std::io::PipeReader, longest_body: usize, outbox: &transport::Outbox) -> i32 {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).build().unwrap();
    let service = LspService::build(|_| Notebook::default())
        .custom_method("note", Notebook::note)
        .custom_method("count", Notebook::count)
        .custom_method("last", Notebook::last)
        .custom_method("slow", Notebook::slow)
        .custom_method("release", Notebook::release)
        .custom_method("large", Notebook::large)
        .custom_method("panic/now", Notebook::panic_now)
        .custom_method("panic/later", Notebook::panic_later)
        .finish();
    transport::serve(input, longest_body, outbox, service, runtime.handle(), Some, || {})
}

fn code(answer: std::result::Result<Value, Value>) -> i64 {
    answer.unwrap_err()["code"].as_i64().unwrap()
}

#[test]
fn the_order_of_the_messages_is_the_order_of_their_effects() {
    let mut client = client();
    let ids: Vec<_> = (0..5000)
        .map(|number| {
            client.notify("note", json!(number));
            client.start("count", Value::Null)
        })
        .collect();
    for (index, id) in ids.into_iter().enumerate() {
        assert_eq!(client.answer(id), Ok(json!(index + 1)));
    }
    client.finish();
}

#[test]
fn a_request_is_cancelled_while_others_wait() {
    let mut client = client();
    let slow: Vec<_> = (0..10).map(|_| client.start("slow", Value::Null)).collect();
    client.notify("$/cancelRequest", json!({ "id": slow[7] }));
    const CANCELLED: i64 = -32800;
    assert_eq!(code(client.answer(slow[7])), CANCELLED);
    assert_eq!(client.call("count", Value::Null), Ok(json!(0)), "a quick one passes by");
    client.notify("$/cancelRequest", json!({ "id": 12345 }));
    client.notify("release", Value::Null);
    for id in slow.iter().enumerate().filter(|(at, _)| *at != 7).map(|(_, id)| *id) {
        assert_eq!(client.answer(id), Ok(json!(10)));
    }
    client.finish();
}

#[test]
fn results_are_written_as_they_are() {
    const CANCELLED: i64 = -32800;
    const INTERNAL: i64 = -32603;
    let mut client = client();
    let params = json!({ "text": "\n\"é\u{1f600}", "numbers": [1, 2.5, null] });
    for method in ["written", "written_later"] {
        assert_eq!(client.call(method, params.clone()), Ok(params.clone()));
    }
    let never: Vec<_> = (0..3).map(|_| client.start("never_written", json!({}))).collect();
    for method in ["panic", "panic_later"] {
        assert_eq!(code(client.call(method, json!({}))), INTERNAL);
    }
    for id in never {
        client.notify("$/cancelRequest", json!({ "id": id }));
        assert_eq!(code(client.answer(id)), CANCELLED);
    }
    assert_eq!(client.call("count", Value::Null), Ok(json!(0)));
    client.finish();
}

#[test]
fn before_and_after_a_session_the_service_refuses_what_is_written_directly() {
    let mut client = Client::with(|input, outbox| serve(input, LONGEST_BODY, &outbox));
    assert!(client.call("written", json!({})).is_err());
    client.initialize(&[]);
    assert_eq!(client.call("written", json!({})), Ok(json!({})));
    client.call("shutdown", Value::Null).unwrap();
    assert!(client.call("written", json!({})).is_err());
    client.notify("exit", Value::Null);
}

#[test]
fn malformed_messages_are_answered_and_end_nothing() {
    const PARSE: i64 = -32700;
    const INVALID: i64 = -32600;
    let cases: &[(&[u8], Option<i64>)] = &[
        (&framed(b"{\"jsonrpc\": \"2.0\", \"method\": "), Some(PARSE)),
        (&framed(b""), Some(PARSE)),
        (&framed(b"\xff\xfe\x00"), Some(PARSE)),
        (&framed(b"[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"count\"}]"), Some(INVALID)),
        (&framed(b"{\"jsonrpc\":\"1.0\",\"method\":\"count\"}"), Some(INVALID)),
        (&framed(b"{\"jsonrpc\":\"2.0\"}"), Some(INVALID)),
        (&framed(b"17"), Some(INVALID)),
        (b"Content-Length: 4\r\n\r\n{\"a\":1}\r\n", Some(PARSE)),
        (b"Content-Length: 90\r\n\r\n{}", Some(PARSE)),
        (b"Content-Length: -5\r\n\r\n", None),
        (b"Content-Length: many\r\n\r\n", None),
        (b"Content-Length: 999999999999999999999999\r\n\r\n{}", Some(INVALID)),
        (b"what is this\r\n\r\n", None),
        (b"\r\n\r\n\r\n", None),
    ];
    for (bytes, error) in cases {
        let mut client = client();
        client.raw(bytes);
        // A length that is too great swallows the start of what follows, and not more.
        client.notify("$/swallowed", json!("x".repeat(200)));
        assert_eq!(client.call("count", json!(null)), Ok(json!(0)), "{}", String::from_utf8_lossy(bytes));
        if let Some(error) = error {
            let answer = client.wait(|message| message["id"].is_null() && message.get("error").is_some());
            assert_eq!(answer["error"]["code"], *error, "{}", String::from_utf8_lossy(bytes));
        }
        client.ignore("window/logMessage");
        client.finish();
    }
}

#[test]
fn nearly_json_is_repaired_and_applied() {
    let mut client = client();
    for body in [
        &b"{\"jsonrpc\":\"2.0\",\"method\":\"note\",\"params\":\"a\xffb\"}"[..],
        br#"{"jsonrpc":"2.0","method":"note","params":"a\ud800b"}"#,
    ] {
        client.raw(&framed(body));
        assert_eq!(client.call("last", Value::Null), Ok(json!("a\u{fffd}b")));
    }
    client.finish();
}

#[test]
fn a_body_over_the_limit_is_refused_unread() {
    let mut client = client_with(10_000);
    client.notify("note", json!("x".repeat(20_000)));
    let answer = client.wait(|message| message["id"].is_null() && message.get("error").is_some());
    assert_eq!(answer["error"]["code"], -32600);
    assert_eq!(client.call("count", Value::Null), Ok(json!(0)));
    client.ignore("window/logMessage");
    client.finish();
}

#[test]
fn complaints_come_to_an_end() {
    let mut client = client();
    for _ in 0..100 {
        client.raw(b"garbage\r\n\r\n");
    }
    client.call("count", Value::Null).unwrap();
    for _ in 0..20 {
        client.notified("window/logMessage");
    }
    client.finish();
}

#[test]
fn a_panic_fails_its_request_and_nothing_else() {
    let mut client = client();
    const INTERNAL: i64 = -32603;
    assert_eq!(code(client.call("panic/now", Value::Null)), INTERNAL);
    let later = client.start("panic/later", Value::Null);
    assert_eq!(client.call("count", Value::Null), Ok(json!(0)));
    client.notify("release", Value::Null);
    assert_eq!(code(client.answer(later)), INTERNAL);
    assert_eq!(client.call("count", Value::Null), Ok(json!(0)));
    client.finish();
}

#[test]
fn unknown_methods() {
    let mut client = client();
    const UNKNOWN: i64 = -32601;
    assert_eq!(code(client.call("$/unknown", Value::Null)), UNKNOWN);
    assert_eq!(code(client.call("unknown", Value::Null)), UNKNOWN);
    client.notify("$/unknown", Value::Null);
    client.notify("unknown", Value::Null);
    client.finish();
}

#[test]
fn a_client_that_reads_late_gets_everything() {
    // The answers are many times what fits into a pipe, and nobody reads them until everything is sent.
    let (output, server_output) = std::io::pipe().unwrap();
    let (server_input, mut input) = std::io::pipe().unwrap();
    let server = std::thread::spawn(move || {
        let outbox = agentls::transport::Outbox::new(server_output, || false).unwrap();
        agentls::serve(server_input, &outbox, None).unwrap()
    });
    use std::io::Write;
    let initialize =
        json!({ "jsonrpc": "2.0", "id": 0, "method": "initialize", "params": { "capabilities": {} } });
    input.write_all(&framed(initialize.to_string().as_bytes())).unwrap();
    const REQUESTS: usize = 5000;
    for id in 1..=REQUESTS {
        let request = json!({ "jsonrpc": "2.0", "id": id, "method": "unknown/method/with/a/long/name" });
        input.write_all(&framed(request.to_string().as_bytes())).unwrap();
    }
    drop(input);
    let mut text = String::new();
    std::io::Read::read_to_string(&mut { output }, &mut text).unwrap();
    assert_eq!(text.matches("Method not found").count(), REQUESTS);
    assert_eq!(server.join().unwrap(), 1, "it hung up without a shutdown");
}

#[test]
fn a_client_that_reads_nothing_waits_for_itself() {
    const REQUESTS: usize = 200;
    let (output, server_output) = std::io::pipe().unwrap();
    let (server_input, mut input) = std::io::pipe().unwrap();
    let server = std::thread::spawn(move || {
        let outbox = transport::Outbox::new(server_output, || false).unwrap();
        serve(server_input, LONGEST_BODY, &outbox)
    });
    use std::io::{BufRead, Write};
    let mut send = |message: Value| input.write_all(&framed(message.to_string().as_bytes())).unwrap();
    send(json!({ "jsonrpc": "2.0", "id": 0, "method": "initialize", "params": { "capabilities": {} } }));
    for id in 1..=REQUESTS {
        send(json!({ "jsonrpc": "2.0", "id": id, "method": "large" }));
    }
    drop(input);
    // Nothing is read until as much is queued as may be; then all is.
    while MADE.load(Ordering::SeqCst) < 60 {
        std::thread::yield_now();
    }
    let mut output = std::io::BufReader::new(output);
    let mut line = Vec::new();
    while output.read_until(b'}', &mut line).unwrap() > 0 {
        READ.fetch_add(usize::from(line.len() > 1024 * 1024), Ordering::SeqCst);
        line.clear();
    }
    assert_eq!((server.join().unwrap(), READ.load(Ordering::SeqCst)), (1, REQUESTS));
    // 64 MB, what is in the pipe, and what was just read or made.
    let unread = UNREAD.load(Ordering::SeqCst);
    assert!((60..70).contains(&unread), "{unread} MB were queued");
}

#[test]
fn the_client_hears_of_what_is_done_as_far_as_it_wants() {
    let mut client = client();
    client.call("count", Value::Null).unwrap();
    client.notify("$/setTrace", json!({ "value": "messages" }));
    assert!(client.notified("$/logTrace")["message"].as_str().unwrap().starts_with("$/setTrace took "));
    let id = client.start("count", Value::Null);
    client.answer(id).unwrap();
    let said = client.notified("$/logTrace");
    assert!(said["message"].as_str().unwrap().starts_with(&format!("count ({id}) took ")), "{said}");
    assert!(said.get("verbose").is_none());
    client.notify("$/setTrace", json!({ "value": "verbose" }));
    client.notified("$/logTrace");
    client.call("panic/now", Value::Null).unwrap_err();
    assert_eq!(client.notified("$/logTrace")["verbose"], "error -32603");
    client.notify("$/setTrace", json!({ "value": "off" }));
    client.call("count", Value::Null).unwrap();
    client.finish();
}

#[test]
fn exit_codes() {
    let mut polite = client();
    polite.call("shutdown", Value::Null).unwrap();
    polite.send(&json!({ "jsonrpc": "2.0", "method": "exit" }));
    assert_eq!(polite.wait_for_exit(), 0, "and its input is still open");

    let mut abrupt = client();
    abrupt.send(&json!({ "jsonrpc": "2.0", "method": "exit" }));
    assert_eq!(abrupt.wait_for_exit(), 1);

    let mut silent = client();
    silent.hang_up();
    assert_eq!(silent.wait_for_exit(), 1);
}

#[test]
fn the_end_of_a_process_is_noticed() {
    let mut child = std::process::Command::new("cat").stdin(std::process::Stdio::piped()).spawn().unwrap();
    let gone = Arc::new((Mutex::new(false), std::sync::Condvar::new()));
    let note = gone.clone();
    agentls::parent::watch(child.id(), move || {
        *note.0.lock().unwrap() = true;
        note.1.notify_all();
    });
    assert!(!*gone.0.lock().unwrap());
    drop(child.stdin.take());
    child.wait().unwrap();
    let waited =
        gone.1.wait_timeout_while(gone.0.lock().unwrap(), crate::support::DEADLINE, |gone| !*gone).unwrap();
    assert!(*waited.0, "nobody noticed");
}
