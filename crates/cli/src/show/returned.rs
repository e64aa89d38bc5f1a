//! Records that come back from an archive, as people read of them.

use abide_engine::session::{Next, Returned};

/// Each with what comes back, where it would have gone from the archive, and what the policy says of it today.
pub(crate) fn list(records: &[Returned]) -> String {
    let mut text = String::new();
    for one in records {
        let how = if one.whole { "comes back as a whole" } else { "gets back what had left it" };
        text.push_str(&format!("{} {} {how}", one.place, one.key.join(" ")));
        text.push_str(&match one.columns.is_empty() {
            true => "\n".to_owned(),
            false => format!(": {}\n", one.columns.join(", ")),
        });
        for kept in &one.archived {
            let until =
                kept.last_day.as_ref().map_or_else(|| "without end".to_owned(), |day| format!("until {day}"));
            text.push_str(&format!("  archived for {} {until}\n", kept.activity));
        }
        if !one.empty.is_empty() {
            text.push_str(&format!("  not archived, and empty from now on: {}\n", one.empty.join(", ")));
        }
        text.push_str(&next(&one.next));
    }
    text.trim_end().to_owned()
}

fn next(next: &Next) -> String {
    match next {
        Next::Nothing => String::new(),
        Next::Goes => "  the next abide apply takes it away again, as the policy of today says\n".to_owned(),
        Next::Values { columns } => {
            format!(
                "  the next abide apply takes {} away again, as the policy of today says\n",
                columns.join(", ")
            )
        }
    }
}
