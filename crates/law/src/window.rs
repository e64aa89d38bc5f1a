//! Hours of the day between which work may go on: `22:00-06:00`.

use std::{fmt, str::FromStr};

use jiff::{Timestamp, civil::Time, tz::TimeZone};
use thiserror::Error;

/// From a time of the day up to, without, another; over midnight when the second is earlier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    from: Time,
    to: Time,
}

/// Why a text is no window.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum WindowError {
    /// It is not two times.
    #[error("write two times of the day, from and to, as in 22:00-06:00")]
    Form,
    /// It begins when it ends.
    #[error("the window is empty: its two times are the same")]
    Empty,
}

impl Window {
    /// Whether it is open at that moment in that zone. The clock on the wall decides, whatever it jumps over.
    pub fn is_open(&self, now: Timestamp, zone: &TimeZone) -> bool {
        self.holds(zone.to_datetime(now).time())
    }

    /// Whether that time of the day is in it.
    pub fn holds(&self, time: Time) -> bool {
        if self.from < self.to {
            self.from <= time && time < self.to
        } else {
            self.from <= time || time < self.to
        }
    }
}

impl FromStr for Window {
    type Err = WindowError;

    fn from_str(text: &str) -> Result<Self, WindowError> {
        let (from, to) = text.split_once('-').ok_or(WindowError::Form)?;
        let time = |text: &str| time_of_day(text).ok_or(WindowError::Form);
        let window = Self { from: time(from)?, to: time(to)? };
        if window.from == window.to { Err(WindowError::Empty) } else { Ok(window) }
    }
}

impl fmt::Display for Window {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.from.strftime("%H:%M"), self.to.strftime("%H:%M"))
    }
}

/// `03:00`
pub fn time_of_day(text: &str) -> Option<Time> {
    let (hour, minute) = text.trim().split_once(':')?;
    let digits = |text: &str| text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(hour) || !digits(minute) {
        return None;
    }
    Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::{Window, WindowError};

    fn open(window: &str, moment: &str) -> bool {
        let zone = TimeZone::get("Europe/Paris").unwrap();
        window.parse::<Window>().unwrap().is_open(moment.parse().unwrap(), &zone)
    }

    #[test]
    fn it_may_go_over_midnight() {
        assert!(open("22:00-06:00", "2026-01-10T21:00:00Z") && open("22:00-06:00", "2026-01-10T04:59:59Z"));
        assert!(!open("22:00-06:00", "2026-01-10T05:00:00Z") && !open("22:00-06:00", "2026-01-10T20:59:59Z"));
        assert!(open("12:00-14:00", "2026-01-10T11:00:00Z") && !open("12:00-14:00", "2026-01-10T13:00:00Z"));
    }

    #[test]
    fn it_goes_by_the_clock_on_the_wall() {
        // In summer Paris is two hours ahead.
        assert!(open("22:00-06:00", "2026-07-10T20:00:00Z") && !open("22:00-06:00", "2026-07-10T04:00:00Z"));
        // On 29 March 2026 the clock jumps from two to three.
        assert!(open("02:00-03:30", "2026-03-29T01:15:00Z") && !open("02:00-02:59", "2026-03-29T01:15:00Z"));
    }

    #[test]
    fn what_is_no_window_is_told() {
        for text in ["", "22:00", "22:00-", "22-06", "25:00-06:00", "22:0-06:00", "+2:00-06:00"] {
            assert_eq!(text.parse::<Window>(), Err(WindowError::Form), "{text}");
        }
        assert_eq!("03:00-03:00".parse::<Window>(), Err(WindowError::Empty));
        assert_eq!("22:00-06:00".parse::<Window>().unwrap().to_string(), "22:00-06:00");
    }
}
