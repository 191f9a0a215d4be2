//! The numbers of a figure: as shown beside it, and as they are for a file.

/// A table with a cell for each column.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// Their headings.
    pub columns: Vec<Column>,
    /// Row by row.
    pub rows: Vec<Vec<Cell>>,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name in a file.
    pub name: &'static str,
    /// Its heading for readers; empty for one that only a file has.
    pub title: String,
    /// Numbers stand to the right.
    pub align: Align,
}

/// On which side the cells of a column stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Texts.
    Left,
    /// Numbers.
    Right,
}

/// A cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cell {
    /// For readers.
    pub shown: String,
    /// For programs.
    pub exact: String,
}

impl Table {
    /// An empty table.
    pub fn new(columns: impl IntoIterator<Item = Column>) -> Table {
        Table {
            columns: columns.into_iter().collect(),
            rows: Vec::new(),
        }
    }

    /// Adds a row.
    pub fn row(&mut self, cells: impl IntoIterator<Item = Cell>) {
        self.rows.push(cells.into_iter().collect());
    }

    /// Headings and cells as readers see them, without the columns that only a file has.
    pub fn shown(&self) -> (Vec<&Column>, Vec<Vec<&str>>) {
        let seen = |place: usize| self.columns.get(place).is_some_and(|column| !column.title.is_empty());
        let columns = self.columns.iter().filter(|column| !column.title.is_empty());
        let rows = self.rows.iter().map(|row| {
            let cells = row.iter().enumerate().filter(|(place, _)| seen(*place));
            cells.map(|(_, cell)| cell.shown.as_str()).collect()
        });
        (columns.collect(), rows.collect())
    }

    /// As CSV: the exact numbers.
    pub fn csv(&self) -> Vec<u8> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        // Writing to memory does not fail, and all rows are as long as the head.
        let _ = writer.write_record(self.columns.iter().map(|column| column.name));
        for row in &self.rows {
            let _ = writer.write_record(row.iter().map(|cell| cell.exact.as_str()));
        }
        writer.into_inner().unwrap_or_default()
    }
}

impl Column {
    /// A column of texts.
    pub fn text(name: &'static str, title: &str) -> Column {
        Column {
            name,
            title: title.to_owned(),
            align: Align::Left,
        }
    }

    /// A column of numbers.
    pub fn number(name: &'static str, title: &str) -> Column {
        Column {
            name,
            title: title.to_owned(),
            align: Align::Right,
        }
    }
}

impl Cell {
    /// A text that is the same for readers and programs.
    pub fn text(text: impl Into<String>) -> Cell {
        let shown = text.into();
        Cell {
            exact: shown.clone(),
            shown,
        }
    }

    /// A number, and how it is printed.
    pub fn number(exact: f64, shown: impl Into<String>) -> Cell {
        Cell {
            exact: exact.to_string(),
            shown: shown.into(),
        }
    }

    /// A count, and how it is printed.
    pub fn count(count: u64) -> Cell {
        Cell {
            exact: count.to_string(),
            shown: crate::stats::print_count(count),
        }
    }

    /// Something that only a file has.
    pub fn exact(exact: impl Into<String>) -> Cell {
        Cell {
            exact: exact.into(),
            shown: String::new(),
        }
    }
}
