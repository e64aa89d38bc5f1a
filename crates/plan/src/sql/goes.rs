//! Which rows go, as a predicate: over, and not held by any row that stays.
//!
//! What stays depends in turn on what holds it, so the predicate is unfolded from table to table. Where that would not
//! end (a table that refers to itself, tables that refer to each other) a recursive query collects the rows that stay.

use crate::{
    catalog::Dialect,
    evaluate::deletable,
    model::{Hop, TableId},
    sql::{
        dates::DateColumn,
        predicate::Predicate,
        rules::Ground,
        writer::{Writer, reverse},
    },
    tie::{Tie, TieKind},
};

/// Where a row was reached from, while unfolding: rows of `table` over `hop`, which leads from there to here.
struct Came<'h> {
    table: TableId,
    hop: &'h Hop,
}

/// The unfolding did not end, or was about to become more than a database takes in one statement.
struct Circular;

/// How many ties are unfolded in one predicate at most: each says anew what its holder needs.
const UNFOLDED: usize = 120;

impl Writer<'_> {
    /// The row goes. `above`: tables whose rows that go take this table's along later; such rows are left out here.
    pub fn goes(&mut self, alias: &str, table: TableId, ties: &[Tie], above: &[TableId]) -> Predicate {
        self.goes_by(alias, table, ties, above, Ground::Any)
    }

    /// The row goes, on that ground alone; what holds it may be done on any.
    pub fn goes_by(
        &mut self,
        alias: &str,
        table: TableId,
        ties: &[Tie],
        above: &[TableId],
        ground: Ground,
    ) -> Predicate {
        let over = self.may_be_deleted(alias, table, ground);
        if over == Predicate::Constant(false) {
            return over;
        }
        let free = self.free(alias, table, ties, above);
        Predicate::all([over, free])
    }

    /// The same, whatever holds the row but the tables above.
    pub fn goes_if_free(
        &mut self,
        alias: &str,
        table: TableId,
        ties: &[Tie],
        above: &[TableId],
        ground: Ground,
    ) -> Predicate {
        let over = self.may_be_deleted(alias, table, ground);
        Predicate::all([over, self.not_held_by_tables_above(alias, table, ties, above)])
    }

    /// Nothing needs the row, and rows of its table are deleted at all.
    fn may_be_deleted(&mut self, alias: &str, table: TableId, ground: Ground) -> Predicate {
        match deletable(&self.model.tables[table]) {
            true => self.may_go(alias, table, ground),
            false => Predicate::Constant(false),
        }
    }

    /// The row hangs, over these ways, on none that goes and takes it along.
    pub fn goes_alone(
        &mut self,
        alias: &str,
        table: TableId,
        ties: &[Tie],
        hangs: &[(TableId, Vec<Hop>)],
    ) -> Predicate {
        let mut alone = Vec::new();
        for (above, path) in hangs {
            let back = reverse(table, path);
            let stays_for_it = |tie: &Tie| self.holds_while_above_goes(tie, *above, &back);
            if !ties.iter().any(stays_for_it) {
                let way = self.along(alias, table, path);
                let goes = self.goes(&way.end, *above, ties, &[]);
                alone.push(Predicate::exists(way.from, way.on, goes).not());
            }
        }
        Predicate::all(alone)
    }

    /// The same of a row that hung on none when the list was made. What counts from it the same with or without it, as long as its
    /// date is past, may have come to go since.
    pub fn goes_alone_still(
        &mut self,
        alias: &str,
        table: TableId,
        ties: &[Tie],
        hangs: &[(TableId, Vec<Hop>)],
    ) -> Predicate {
        let needs_it = |(above, path): &&(TableId, Vec<Hop>)| {
            let back = reverse(table, path);
            let mut along = ties.iter().filter(|tie| tie.holder == *above && tie.path == back).peekable();
            let sure = |tie: &Tie| matches!(tie.kind, TieKind::Evidence { sure: true, .. });
            along.peek().is_none() || !along.all(sure)
        };
        let hangs: Vec<_> = hangs.iter().filter(needs_it).cloned().collect();
        self.goes_alone(alias, table, ties, &hangs)
    }

    /// Whether a row that is free of this tie, its holders above all taken to stay, hangs on none that goes: the holder is
    /// not there, or is live.
    fn holds_while_above_goes(&self, tie: &Tie, above: TableId, back: &[Hop]) -> bool {
        tie.holder == above
            && tie.path == back
            && match tie.kind {
                TieKind::Way => true,
                TieKind::Evidence { service, sure, .. } => {
                    let service = &self.model.tables[above].serves[service];
                    !sure && service.condition.is_none() && service.ended.is_empty()
                }
                TieKind::Reference => false,
            }
    }

    /// No row that stays holds the row, if it is over.
    pub fn free(&mut self, alias: &str, table: TableId, ties: &[Tie], above: &[TableId]) -> Predicate {
        self.unfolded = 0;
        match self.unfold(alias, table, ties, above, None, &mut Vec::new()) {
            Ok(free) => free,
            Err(Circular) => self.not_kept(alias, table, ties, above),
        }
    }

    /// A row that stays holds the row, if it is over.
    pub fn held(&mut self, alias: &str, table: TableId, ties: &[Tie]) -> Predicate {
        self.unfolded = 0;
        match self.unfold(alias, table, ties, &[], None, &mut Vec::new()) {
            Ok(free) => free.not(),
            Err(Circular) => self.is_kept(alias, table, ties),
        }
    }

    /// No row that stays holds the row.
    fn unfold(
        &mut self,
        alias: &str,
        table: TableId,
        ties: &[Tie],
        above: &[TableId],
        came: Option<&Came<'_>>,
        open: &mut Vec<usize>,
    ) -> Result<Predicate, Circular> {
        let of_others = self.unfold_others(alias, table, ties, above, came, open)?;
        let own: Vec<usize> = (0..ties.len())
            .filter(|number| ties[*number].held == table && to_itself(&ties[*number]))
            .collect();
        if own.is_empty() {
            return Ok(of_others);
        }
        if own.iter().any(|number| open.contains(number)) {
            return Err(Circular);
        }
        open.extend(&own);
        let of_own = self.unfold_own(alias, table, ties, &own, open)?;
        open.truncate(open.len() - own.len());
        Ok(Predicate::all([of_others, of_own]))
    }

    /// No row of another table that stays holds the row.
    fn unfold_others(
        &mut self,
        alias: &str,
        table: TableId,
        ties: &[Tie],
        above: &[TableId],
        came: Option<&Came<'_>>,
        open: &mut Vec<usize>,
    ) -> Result<Predicate, Circular> {
        let mut free = Vec::new();
        for (number, tie) in ties.iter().enumerate().filter(|(_, tie)| tie.held == table && !to_itself(tie)) {
            if came.is_some_and(|came| self.is_the_way_back(came, tie)) {
                continue;
            }
            if open.contains(&number) {
                return Err(Circular);
            }
            open.push(number);
            free.push(self.unfold_tie(alias, tie, ties, above, open)?);
            open.pop();
        }
        Ok(Predicate::all(free))
    }

    /// No row of the same table that stays refers to the row, directly or through others.
    fn unfold_own(
        &mut self,
        alias: &str,
        table: TableId,
        ties: &[Tie],
        own: &[usize],
        open: &mut Vec<usize>,
    ) -> Result<Predicate, Circular> {
        self.recursive = true;
        let row = self.alias();
        let over = self.may_go(&row, table, Ground::Any);
        let free = self.unfold_others(&row, table, ties, &[], None, open)?;
        let stays = Predicate::all([over, free]).not();
        let hops: Vec<&Hop> = own.iter().map(|number| &ties[*number].path[0]).collect();
        let text = match self.model.dialect {
            Dialect::Sqlite | Dialect::Postgres => self.none_below_stays(alias, table, &hops, &row, &stays),
            // A recursive query within a condition cannot name the row that the condition is about.
            Dialect::MariaDb => self.not_above_one_that_stays(alias, table, &hops, &row, &stays),
        };
        Ok(Predicate::Atom(text))
    }

    /// A recursive query follows the references down from this row alone.
    fn none_below_stays(
        &mut self,
        alias: &str,
        table: TableId,
        hops: &[&Hop],
        row: &str,
        stays: &Predicate,
    ) -> String {
        let (first, next, below) = (self.alias(), self.alias(), self.alias());
        let refers = |writer: &Self, from: &str, to: &str, to_key: bool| {
            let each = hops.iter().map(|hop| {
                let pairs = hop.own.iter().zip(&hop.their);
                let equal = pairs.map(|(own, their)| {
                    let target =
                        if to_key { format!("{to}.c{their}") } else { writer.column(to, table, *their) };
                    format!("{} = {target}", writer.column(from, table, *own))
                });
                format!("({})", equal.collect::<Vec<_>>().join(" AND "))
            });
            each.collect::<Vec<_>>().join(" OR ")
        };
        // Besides the key, the columns that rows refer to are carried along.
        let mut carried = self.model.tables[table].key.clone();
        carried.extend(
            hops.iter()
                .flat_map(|hop| &hop.their)
                .filter(|column| !self.model.tables[table].key.contains(column)),
        );
        carried.dedup();
        let names: Vec<String> = carried.iter().map(|column| format!("c{column}")).collect();
        let select = |writer: &Self, alias: &str| {
            carried.iter().map(|column| writer.column(alias, table, *column)).collect::<Vec<_>>().join(", ")
        };
        let same = self.model.tables[table].key.iter();
        let same: Vec<String> =
            same.map(|column| format!("{} = {below}.c{column}", self.column(row, table, *column))).collect();
        format!(
            "NOT EXISTS (WITH RECURSIVE {below}({}) AS (SELECT {} FROM {} WHERE {} UNION SELECT {} FROM {below} JOIN {} ON {}) SELECT 1 FROM {below} JOIN {} ON {} WHERE {})",
            names.join(", "),
            select(self, &first),
            self.table(table, &first),
            refers(self, &first, alias, false),
            select(self, &next),
            self.table(table, &next),
            refers(self, &next, &below, true),
            self.table(table, row),
            same.join(" AND "),
            stays.render_within(),
        )
    }

    /// A recursive query follows the references up from all rows that stay; the row is not among those it meets.
    fn not_above_one_that_stays(
        &mut self,
        alias: &str,
        table: TableId,
        hops: &[&Hop],
        row: &str,
        stays: &Predicate,
    ) -> String {
        let (held, above, next, higher) = (self.alias(), self.alias(), self.alias(), self.alias());
        let key = self.model.tables[table].key.clone();
        let columns = |writer: &Self, alias: &str| {
            key.iter().map(|column| writer.column(alias, table, *column)).collect::<Vec<_>>().join(", ")
        };
        let refers = |writer: &Self, from: &str, to: &str| {
            let each = hops.iter().map(|hop| writer.linked(from, table, hop, to));
            each.map(|linked| format!("({linked})")).collect::<Vec<_>>().join(" OR ")
        };
        let names: Vec<String> = (0..key.len()).map(|place| format!("c{place}")).collect();
        let met: Vec<String> = key
            .iter()
            .enumerate()
            .map(|(place, column)| format!("{} = {above}.c{place}", self.column(&next, table, *column)))
            .collect();
        format!(
            "({}) NOT IN (WITH RECURSIVE {above}({names}) AS (SELECT {} FROM {} JOIN {} ON {} WHERE {} UNION SELECT {} FROM {above} JOIN {} ON {} JOIN {} ON {}) SELECT {names} FROM {above})",
            columns(self, alias),
            columns(self, &held),
            self.table(table, row),
            self.table(table, &held),
            refers(self, row, &held),
            stays.render_within(),
            columns(self, &higher),
            self.table(table, &next),
            met.join(" AND "),
            self.table(table, &higher),
            refers(self, &next, &higher),
            names = names.join(", "),
        )
    }

    fn unfold_tie(
        &mut self,
        alias: &str,
        tie: &Tie,
        ties: &[Tie],
        above: &[TableId],
        open: &mut Vec<usize>,
    ) -> Result<Predicate, Circular> {
        self.unfolded += 1;
        if self.unfolded > UNFOLDED {
            return Err(Circular);
        }
        let back = reverse(tie.holder, &tie.path);
        let way = self.along(alias, tie.held, &back);
        let matters = self.matters(tie, alias, &way.end);
        // Where only a date that is not past holds, that date keeps the holder's activity going: the holder stays.
        let stays_anyway = matches!(tie.kind, TieKind::Evidence { sure: true, .. });
        let stays = if stays_anyway || (above.contains(&tie.holder) && tie.kind != TieKind::Reference) {
            Predicate::Constant(true)
        } else if deletable(&self.model.tables[tie.holder]) {
            // A path of one step may lead straight back; a longer one reaches rows not yet looked at.
            let came = (back.len() == 1).then(|| Came { table: tie.held, hop: &back[0] });
            let over = self.may_go(&way.end, tie.holder, Ground::Any);
            let free = self.unfold(&way.end, tie.holder, ties, &[], came.as_ref(), open)?;
            Predicate::all([over, free]).not()
        } else {
            Predicate::Constant(true)
        };
        let past = self.past(tie, alias);
        let holding = Predicate::exists(way.from, way.on, Predicate::all([matters, stays]));
        Ok(Predicate::any([past, holding.not()]))
    }

    /// Whether following `tie` back from a row leads to the one row it was reached from, which is taken to go.
    fn is_the_way_back(&self, came: &Came<'_>, tie: &Tie) -> bool {
        let key = &self.model.tables[came.table].key;
        let unique = !key.is_empty() && key.iter().all(|column| came.hop.own.contains(column));
        tie.holder == came.table
            && unique
            && matches!(tie.path.as_slice(), [hop] if hop.own == came.hop.own && hop.their == came.hop.their)
    }

    /// What the holder must be for the tie to hold, besides staying.
    pub(super) fn matters(&mut self, tie: &Tie, held: &str, holder: &str) -> Predicate {
        let TieKind::Evidence { service, sure, .. } = tie.kind else {
            return Predicate::Constant(true);
        };
        let model = self.model;
        let service = &model.tables[tie.holder].serves[service];
        // What is ended counts nothing any more.
        let counts =
            [self.served(holder, tie.holder, service), self.ended(holder, tie.holder, service).not()];
        if sure {
            return Predicate::all(counts);
        }
        let past = self.date_of(tie, held).not();
        let not_live = self.live(holder, tie.holder, service).not();
        Predicate::all(counts.into_iter().chain([Predicate::any([not_live, past])]))
    }

    /// The tie cannot hold the row whatever the holder is: its date is past, and the holder has one of its own.
    pub(super) fn past(&mut self, tie: &Tie, held: &str) -> Predicate {
        match tie.kind {
            TieKind::Evidence { sure: true, .. } => self.date_of(tie, held),
            _ => Predicate::Constant(false),
        }
    }

    /// The held row's date decides nothing any more for the holder's activity.
    fn date_of(&mut self, tie: &Tie, held: &str) -> Predicate {
        let TieKind::Evidence { service, source, undated, .. } = tie.kind else {
            return Predicate::Constant(true);
        };
        let model = self.model;
        let service = &model.tables[tie.holder].serves[service];
        let cutoff = self.cutoff(service);
        let date = DateColumn { alias: held.to_owned(), table: tie.held, source: &service.sources[source] };
        if undated { self.dated_past(&date, cutoff) } else { self.harmless(&date, cutoff) }
    }
}

/// Whether the tie is a reference of a table to itself.
fn to_itself(tie: &Tie) -> bool {
    tie.held == tie.holder && tie.kind == TieKind::Reference
}
