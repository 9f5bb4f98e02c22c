//! The language server: converts LSP messages to edits and requests for the analysis, and its plain results to LSP.
//!
//! The crate `agentls-analysis` analyses documents and `agentls-workspace` finds the files around them; neither knows
//! the protocol. Here, [`transport`] moves messages and repairs nearly valid ones; `handlers` answer them, one file per
//! method; `session` is the state, with a single writer; `sync` keeps it up to date with the disk, through one queue;
//! `diagnostics` computes and sends diagnostics; `to_proto` is the only place that converts offsets and positions.
//! `client` holds the client's capabilities, and `capabilities` the server's.

mod capabilities;
mod client;
pub(crate) mod diagnostics;
pub(crate) mod handlers;
pub mod parent;
pub(crate) mod session;
pub(crate) mod sync;
pub(crate) mod to_proto;
pub mod transport;

use std::io::{self, Read, Write};
use std::panic::PanicHookInfo;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use agentls_analysis::dialect::Dialects;
use agentls_workspace::settings::SettingsCache;
use tower_lsp::LspService;
use tracing::{debug, error, info};

use handlers::Backend;
use session::SharedSession;
use sync::DiskSync;
use transport::Outbox;
use transport::lenient::Fitted;

/// Serves one client until it disconnects. Returns the exit code. Searches `home`, if given, for the user's agents.
///
/// # Errors
/// The operating system's, if it cannot create threads.
pub fn serve(input: impl Read, outbox: &Outbox, home: Option<PathBuf>) -> io::Result<i32> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_time().build()?;
    // Load the built-in dialects while the client initializes.
    runtime.spawn_blocking(Dialects::built_in);
    let session = Arc::new(SharedSession::default());
    session.lock().settings = Arc::new(SettingsCache::of_home(home.clone()));
    session.lock().settings.hurry();
    let sync = |client| DiskSync {
        session: session.clone(),
        outbox: outbox.clone(),
        client,
        runtime: runtime.handle().clone(),
        watcher: Arc::default(),
        applying: Arc::default(),
        queue: Arc::default(),
        aliases: Arc::default(),
        following: Arc::default(),
    };
    let made = OnceLock::new();
    let service = LspService::build(|client| {
        let sync = made.get_or_init(|| sync(client)).clone();
        Backend::new(sync, home)
    })
    .custom_method("agentls/verdict", Backend::handle_verdict)
    .custom_method("agentls/graph", Backend::handle_graph)
    .custom_method("agentls/preview", Backend::handle_preview)
    .finish();
    let fit = |request| match transport::lenient::fit(request) {
        Fitted::Message(request) => Some(request),
        Fitted::Lost(uri, reason) => {
            made.get().into_iter().for_each(|sync| sync.lose(&uri, reason));
            None
        }
    };
    let publish = || made.get().into_iter().for_each(DiskSync::publish);
    let code =
        transport::serve(input, transport::LONGEST_BODY, outbox, service, runtime.handle(), fit, publish);
    // The watcher holds a clone of what it notifies.
    made.get().into_iter().for_each(DiskSync::stop_watching);
    // Tasks that still run have nobody to answer.
    runtime.shutdown_background();
    Ok(code)
}

/// Serves over stdin and stdout. Returns the exit code.
pub fn serve_stdio() -> i32 {
    std::panic::set_hook(Box::new(tell_of_panic));
    info!(version = env!("CARGO_PKG_VERSION"), process = std::process::id(), "started");
    over_stdio(|input, outbox| serve(input, outbox, std::env::home_dir())).unwrap_or(1)
}

/// Reports where agentls panicked. The panic message is left out: it may quote a document.
fn tell_of_panic(panic: &PanicHookInfo<'_>) {
    let place = panic.location().map(ToString::to_string).unwrap_or_default();
    error!(place, "internal error");
    debug!("{panic}");
    // Editors log the server's stderr. Nothing can be reported when it is closed.
    let _ = writeln!(io::stderr(), "agentls: internal error at {place}; please report it");
}

/// Calls `serve` with stdin, and an outbox that writes to stdout.
///
/// # Errors
/// The operating system's, if it cannot create a thread or duplicate the file handles, and those of `serve`.
#[cfg(unix)]
pub fn over_stdio(serve: impl FnOnce(&mut dyn Read, &Outbox) -> io::Result<i32>) -> io::Result<i32> {
    use std::fs::File;
    use std::os::fd::AsFd;

    use rustix::event::{PollFd, PollFlags, Timespec, poll};

    let mut input = File::from(io::stdin().as_fd().try_clone_to_owned()?);
    let output = File::from(io::stdout().as_fd().try_clone_to_owned()?);
    let probe = output.try_clone()?;
    let ready = move || {
        let now = Timespec { tv_sec: 0, tv_nsec: 0 };
        matches!(poll(&mut [PollFd::new(&probe, PollFlags::OUT)], Some(&now)), Ok(1))
    };
    serve(&mut input, &Outbox::new(output, ready)?)
}

/// Calls `serve` with stdin, and an outbox that writes to stdout.
///
/// # Errors
/// The operating system's, if it cannot create a thread, and those of `serve`.
#[cfg(not(unix))]
pub fn over_stdio(serve: impl FnOnce(&mut dyn Read, &Outbox) -> io::Result<i32>) -> io::Result<i32> {
    serve(&mut io::stdin().lock(), &Outbox::new(io::stdout(), || false)?)
}
