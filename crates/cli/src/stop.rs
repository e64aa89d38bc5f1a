//! Ctrl-C and a polite kill: the batch at hand is finished, then work stops. A second one stops at once.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use tokio::signal::unix::{Signal, SignalKind, signal};

use crate::{exit::Exit, printer::Printer};

/// What a person hears after the first Ctrl-C.
const STOPPING: &str =
    "\nstopping: the batch at hand is being finished (Ctrl-C again stops at once; that is safe too)";

/// Watches from now on, in a thread of its own; the flag turns true when work should stop.
pub(crate) fn watch(printer: Printer) -> Arc<AtomicBool> {
    let flag = Arc::new(AtomicBool::new(false));
    let raised = Arc::clone(&flag);
    std::thread::spawn(move || {
        let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_all().build() else {
            return;
        };
        runtime.block_on(wait(&raised, printer));
    });
    flag
}

/// Without signals to watch, a Ctrl-C ends the process as any other: safe, if less polite.
async fn wait(raised: &AtomicBool, printer: Printer) {
    let (Ok(mut interrupt), Ok(mut terminate)) =
        (signal(SignalKind::interrupt()), signal(SignalKind::terminate()))
    else {
        return;
    };
    either(&mut interrupt, &mut terminate).await;
    raised.store(true, Ordering::SeqCst);
    printer.complain(STOPPING);
    either(&mut interrupt, &mut terminate).await;
    std::process::exit(Exit::Stopped as i32);
}

async fn either(one: &mut Signal, other: &mut Signal) {
    tokio::select! {
        _ = one.recv() => {}
        _ = other.recv() => {}
    }
}
