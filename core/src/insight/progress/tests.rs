use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;
use crate::Context;
use crate::text::Text;
use crate::workout;

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::load().unwrap());

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn read(engine: &Engine, text: &str) -> Workout {
    let read = workout::read(engine, &Text::read(&engine.lexicon, text), &Context::at(crate::Timestamp::UNIX_EPOCH));
    let [workout] = &read.workouts[..] else { panic!("{text}: {read:?}") };
    workout.clone()
}

fn series(history: &[(&str, &str, &str)], units: Units) -> Progress {
    let workouts: Vec<(String, Date, Workout)> =
        history.iter().map(|(id, date, text)| ((*id).to_owned(), day(date), read(&ENGINE, text))).collect();
    let logged: Vec<Logged<'_>> =
        workouts.iter().map(|(id, date, workout)| Logged { id, date: *date, workout }).collect();
    let trained = workouts.iter().map(|(_, date, _)| *date).collect();
    let period = Period { from: day("2025-06-02"), to: day("2025-06-22") };
    progress(&ENGINE, &logged, &trained, period, day("2025-06-20"), units)
}

#[test]
fn sets_become_volume_lifts_and_weeks() {
    let history = [
        ("a", "2025-06-03", "Back squat 5x5 at 100 kg, 60 minutes, RPE 8"),
        ("d", "2025-06-03", "Bench press 5x5 at 60"),
        ("b", "2025-06-17", "Back squat 3x3 at 110 kg"),
        ("c", "2025-06-17", "Back squat 1 rep at 220 lb"),
        ("old", "2025-05-01", "Back squat 5x5 at 300 kg"),
    ];
    let found = series(&history, Units::Metric);
    let calendar: Vec<(String, f64)> =
        found.calendar.iter().map(|day| (day.date.to_string(), day.totals.volume)).collect();
    assert_eq!(calendar, [("2025-06-03".to_owned(), 4000.0), ("2025-06-17".to_owned(), 990.0 + 99.8)]);
    let [first, quiet, last] = &found.weeks[..] else { panic!("{:?}", found.weeks) };
    assert_eq!((first.monday, first.days, first.totals.sets, first.totals.reps), (day("2025-06-02"), 1, 10, 50));
    assert_eq!((first.totals.minutes, first.totals.load, first.totals.rated), (60.0, 480.0, 1));
    assert_eq!((quiet.days, quiet.totals.workouts), (0, 0));
    assert_eq!((last.days, last.totals.workouts), (1, 2));
    let [squat, _] = &found.lifts[..] else { panic!("{:?}", found.lifts) };
    let best: Vec<(&str, f64, bool)> = squat
        .points
        .iter()
        .map(|point| (point.evidence.workout_id.as_str(), point.weight, point.is_estimate))
        .collect();
    assert_eq!(best, [("a", 100.0, true), ("b", 110.0, true)]);
    let pounds = series(&history, Units::Imperial);
    assert_eq!(pounds.calendar[0].totals.volume, one_decimal(2500.0 + 1500.0 * 0.453_592_37));
}

#[test]
fn rounds_multiply_and_warm_ups_do_not_count() {
    let amrap =
        series(&[("a", "2025-06-03", "AMRAP 20: 5 pull-ups, 10 push-ups, 15 air squats. 18 rounds")], Units::Metric);
    let totals = amrap.calendar[0].totals;
    assert_eq!((totals.reps, totals.minutes), (18 * 30, 20.0));
    let warm = series(&[("a", "2025-06-03", "Deadlift: warm-up 5 at 60 kg, then 5 at 100 kg")], Units::Metric);
    assert_eq!(warm.calendar[0].totals.volume, 500.0);
}

#[test]
fn benchmarks_are_scored_by_name() {
    let found = series(
        &[
            ("a", "2025-06-03", "Fran in 4:30"),
            ("b", "2025-06-10", "Fran 3:59, scaled"),
            ("c", "2025-06-11", "ran 5 km"),
        ],
        Units::Metric,
    );
    let [fran] = &found.benchmarks[..] else { panic!("{:?}", found.benchmarks) };
    assert_eq!((fran.benchmark.as_str(), fran.name.as_str()), ("fran", "Fran"));
    let points: Vec<(f64, bool)> = fran.points.iter().map(|point| (point.value, point.is_scaled)).collect();
    assert_eq!((fran.score, points), (ScoreKind::Time, vec![(270.0, false), (239.0, true)]));
    assert_eq!(found.weeks[1].totals.distance, 5000.0);
}

#[test]
fn streaks_end_today_or_yesterday() {
    let streaks = |days: &[&str], today: &str| streaks(&days.iter().map(|text| day(text)).collect(), day(today));
    let days = ["2025-06-09", "2025-06-10", "2025-06-11", "2025-06-18", "2025-06-19"];
    let found = streaks(&days, "2025-06-20");
    assert_eq!((found.current_days, found.longest_days, found.current, found.longest), (2, 3, 2, 2));
    assert_eq!((found.last_day, found.days), (Some(day("2025-06-19")), 5));
    let found = streaks(&days, "2025-06-21");
    assert_eq!((found.current_days, found.current), (0, 2));
    assert_eq!(streaks(&days, "2025-07-05").current, 0);
    assert_eq!(streaks(&days, "2025-06-10").current_days, 2);
    assert_eq!(streaks(&[], "2025-06-10"), Streaks::default());
}

proptest! {
    /// Whatever was trained: every day with training is in one week, and no streak is longer than the history.
    #[test]
    fn weeks_and_days_say_the_same(offsets in prop::collection::vec(0_i64..400, 0..60), length in 0_i64..400) {
        let begin = day("2024-12-25");
        let workout = read(&ENGINE, "Deadlift 3x5 at 100 kg");
        let history: Vec<(String, Date)> =
            offsets.iter().map(|offset| (offset.to_string(), begin.add_days(*offset).unwrap())).collect();
        let logged: Vec<Logged<'_>> =
            history.iter().map(|(id, date)| Logged { id, date: *date, workout: &workout }).collect();
        let trained: BTreeSet<Date> = history.iter().map(|(_, date)| *date).collect();
        let period = Period { from: begin, to: begin.add_days(length).unwrap() };
        let today = begin.add_days(399).unwrap();
        let found = progress(&ENGINE, &logged, &trained, period, today, Units::Metric);
        let inside = offsets.iter().filter(|offset| **offset <= length).count() as u32;
        prop_assert_eq!(found.weeks.iter().map(|week| week.totals.workouts).sum::<u32>(), inside);
        prop_assert_eq!(found.calendar.iter().map(|day| day.totals.workouts).sum::<u32>(), inside);
        prop_assert_eq!(found.weeks.iter().map(|week| week.days).sum::<u32>() as usize, found.calendar.len());
        prop_assert!(found.streaks.longest_days as usize <= trained.len());
        prop_assert!(found.streaks.current_days <= found.streaks.longest_days);
        prop_assert!(found.streaks.current <= found.streaks.longest);
    }
}
