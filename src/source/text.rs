//! The files a scenario was read from, and places in them.

/// A file among [`Sources`], by its place in the order of reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A range of bytes of one file: `start` included, `end` not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    pub file: FileId,
    pub start: u32,
    pub end: u32,
}

impl Span {
    /// The span of a byte range as the parsers give it; offsets past `u32::MAX` stop there.
    pub fn new(file: FileId, range: std::ops::Range<usize>) -> Span {
        let clip = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Span {
            file,
            start: clip(range.start),
            end: clip(range.end),
        }
    }

    /// The smallest span that holds both; of two files, the first span stands.
    pub fn to(self, other: Span) -> Span {
        if self.file != other.file {
            return self;
        }
        Span {
            file: self.file,
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }
}

/// The text of one file, and its name as shown to the user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    pub name: String,
    pub text: String,
}

/// All files of a reading, in the order in which they were read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sources {
    files: Vec<SourceFile>,
    /// For each file the offset at which each line begins.
    lines: Vec<Vec<usize>>,
}

impl Sources {
    /// Adds a file and says under which id it stands.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> FileId {
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        let text = text.into();
        let ends = text.match_indices('\n').map(|(at, _)| at + 1);
        self.lines.push(std::iter::once(0).chain(ends).collect());
        self.files.push(SourceFile {
            name: name.into(),
            text,
        });
        id
    }

    /// The file of this id. An id that was never handed out gives an empty file without a name.
    pub fn get(&self, id: FileId) -> &SourceFile {
        static EMPTY: SourceFile = SourceFile {
            name: String::new(),
            text: String::new(),
        };
        self.files.get(id.0 as usize).unwrap_or(&EMPTY)
    }

    /// The text of the span; a span that does not lie in the file is cut to what does.
    pub fn slice(&self, span: Span) -> &str {
        let text = &self.get(span.file).text;
        let (start, end) = fit(text, span);
        text.get(start..end).unwrap_or("")
    }

    /// Line and column of the start of a span, both from 1, the column in characters.
    pub fn line_col(&self, span: Span) -> (usize, usize) {
        self.position(span.file, fit(&self.get(span.file).text, span).0)
    }

    /// Line and column just behind the end of a span, both from 1, the column in characters.
    pub fn end_line_col(&self, span: Span) -> (usize, usize) {
        self.position(span.file, fit(&self.get(span.file).text, span).1)
    }

    fn position(&self, file: FileId, offset: usize) -> (usize, usize) {
        let starts = self.lines.get(file.0 as usize).map_or(&[0][..], Vec::as_slice);
        let line = starts.partition_point(|start| *start <= offset);
        let start = starts.get(line.saturating_sub(1)).copied().unwrap_or(0);
        let before = self.get(file).text.get(start..offset).unwrap_or("");
        (line.max(1), 1 + before.chars().count())
    }

    /// How many files there are.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there is no file.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// All files with their ids, in the order of reading.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        self.files
            .iter()
            .enumerate()
            .map(|(at, file)| (FileId(at as u32), file))
    }
}

/// A span as byte offsets that are safe to slice the text with: inside it, ordered, and on
/// character boundaries (the start moved down, the end up).
pub(super) fn fit(text: &str, span: Span) -> (usize, usize) {
    let mut start = (span.start as usize).min(text.len());
    let mut end = (span.end as usize).clamp(start, text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    while !text.is_char_boundary(end) {
        end += 1;
    }
    (start, end)
}
