//! What is checked on the raw text before it is parsed: size, nesting, number of entries, and forms that only TOML 1.1 knows.

use toml_parser::lexer::{Token, TokenKind};

use crate::source::{Diagnostic, Diagnostics, FileId, Span, code};

/// The largest file, in bytes.
pub const MAX_BYTES: usize = 4 << 20;
/// The deepest nesting: parts of a header, parts of dotted keys, brackets and braces together.
pub const MAX_DEPTH: usize = 32;
/// The most keys and list items of a file.
pub const MAX_ENTRIES: usize = 500_000;

/// Whether the text may be parsed. Forms of TOML 1.1 are reported, but do not stop the reading.
pub fn guard(file: FileId, text: &str, diagnostics: &mut Diagnostics) -> bool {
    if text.len() > MAX_BYTES {
        let message = format!("the file has {} bytes, and at most {MAX_BYTES} are read", text.len());
        diagnostics.push(
            Diagnostic::error(code::TOO_LARGE, message)
                .at(Span::new(file, 0..0), "")
                .help("split it into several files and join them by `extends`"),
        );
        return false;
    }
    guard_value(file, text, 0, diagnostics)
}

/// The same for the end of a text, from byte `base` on.
pub fn guard_value(file: FileId, text: &str, base: usize, diagnostics: &mut Diagnostics) -> bool {
    let mut scan = Scan::new(file, text, base);
    // The parser's own tokens are used, so that both agree on where a string ends.
    for token in toml_parser::Source::new(text.get(base..).unwrap_or("")).lex() {
        if let Err(finding) = scan.take(token, diagnostics) {
            diagnostics.push(*finding);
            return false;
        }
    }
    true
}

/// What was seen so far.
struct Scan<'t> {
    file: FileId,
    text: &'t str,
    /// Where the tokens' text begins in `text`.
    base: usize,
    /// Brackets and braces that are open, with the levels of the key before each.
    open: Vec<Open>,
    /// Sum of the levels in `open`.
    open_levels: usize,
    /// Levels of the last header.
    header: usize,
    in_header: bool,
    /// Dots of the key, or of the number, that is being read.
    dots: usize,
    /// Dots of the key before the value that is being read.
    key_dots: usize,
    entries: usize,
    /// Something other than white space stood on this line.
    line_begun: bool,
    /// The comma that was the last thing but white space.
    comma: Option<Span>,
}

struct Open {
    kind: TokenKind,
    span: Span,
    levels: usize,
    /// A line end inside these braces was reported.
    reported: bool,
}

impl<'t> Scan<'t> {
    fn new(file: FileId, text: &'t str, base: usize) -> Scan<'t> {
        Scan {
            file,
            text,
            base,
            open: Vec::new(),
            open_levels: 0,
            header: 0,
            in_header: false,
            dots: 0,
            key_dots: 0,
            entries: 0,
            line_begun: false,
            comma: None,
        }
    }

    fn take(&mut self, token: Token, diagnostics: &mut Diagnostics) -> Result<(), Box<Diagnostic>> {
        let span = Span::new(
            self.file,
            self.base + token.span().start()..self.base + token.span().end(),
        );
        match token.kind() {
            TokenKind::Whitespace | TokenKind::Comment | TokenKind::Eof => return Ok(()),
            TokenKind::Newline => {
                self.end_line(diagnostics);
                return Ok(());
            }
            TokenKind::Dot => self.dots += 1,
            TokenKind::Equals => {
                self.key_dots = std::mem::take(&mut self.dots);
                self.entries += 1;
            }
            TokenKind::Comma => {
                (self.dots, self.key_dots) = (0, 0);
                self.entries += 1;
            }
            kind @ (TokenKind::LeftSquareBracket | TokenKind::LeftCurlyBracket) => {
                self.push(kind, span);
            }
            TokenKind::RightSquareBracket => self.pop(TokenKind::LeftSquareBracket),
            TokenKind::RightCurlyBracket => {
                if let Some(comma) = self.comma {
                    diagnostics.push(newer(comma, "a comma behind the last entry of an inline table"));
                }
                self.pop(TokenKind::LeftCurlyBracket);
            }
            TokenKind::BasicString | TokenKind::MlBasicString => self.escapes(span, diagnostics),
            TokenKind::LiteralString | TokenKind::MlLiteralString | TokenKind::Atom => {}
        }
        self.line_begun = true;
        self.comma = (token.kind() == TokenKind::Comma).then_some(span);
        self.limits(span)
    }

    fn limits(&self, span: Span) -> Result<(), Box<Diagnostic>> {
        let depth = self.header + self.open_levels + self.key_dots + self.dots;
        if depth > MAX_DEPTH {
            let message = format!("nested deeper than {MAX_DEPTH} levels");
            return Err(Box::new(
                Diagnostic::error(code::TOO_LARGE, message)
                    .at(span, "")
                    .help("is a bracket or a brace before this place not closed?"),
            ));
        }
        if self.entries > MAX_ENTRIES {
            let message = format!("the file has more than {MAX_ENTRIES} keys and list items");
            return Err(Box::new(
                Diagnostic::error(code::TOO_LARGE, message).at(span, "reading stopped here"),
            ));
        }
        Ok(())
    }

    fn push(&mut self, kind: TokenKind, span: Span) {
        if self.open.is_empty() && !self.line_begun {
            self.in_header = true;
            self.header = 0;
        }
        let levels = self.key_dots + self.dots + 1;
        (self.key_dots, self.dots) = (0, 0);
        self.open_levels += levels;
        self.open.push(Open {
            kind,
            span,
            levels,
            reported: false,
        });
    }

    fn pop(&mut self, kind: TokenKind) {
        // A bracket of the wrong kind closes nothing: the count may be too high in a broken file, but never too low.
        if let Some(open) = self.open.pop_if(|open| open.kind == kind) {
            self.open_levels -= open.levels;
            if self.in_header && self.open.is_empty() {
                self.header = self.dots + 1;
                self.in_header = false;
            }
            if !self.in_header {
                (self.key_dots, self.dots) = (0, 0);
            }
        }
    }

    fn end_line(&mut self, diagnostics: &mut Diagnostics) {
        if self.in_header {
            self.header = self.header.max(self.dots + 1);
            self.in_header = false;
            self.open.clear();
            self.open_levels = 0;
        }
        if self.open.is_empty() {
            (self.key_dots, self.dots) = (0, 0);
            self.comma = None;
        }
        self.line_begun = false;
        if let Some(open) = self.open.last_mut()
            && open.kind == TokenKind::LeftCurlyBracket
            && !open.reported
        {
            open.reported = true;
            let span = open.span;
            diagnostics.push(newer(span, "a line end inside an inline table"));
        }
    }

    /// Reports `\e` and `\xHH`.
    fn escapes(&self, span: Span, diagnostics: &mut Diagnostics) {
        let raw = self.text.get(span.start as usize..span.end as usize).unwrap_or("");
        let bytes = raw.as_bytes();
        let mut at = 0;
        while let Some(byte) = bytes.get(at) {
            if *byte != b'\\' {
                at += 1;
                continue;
            }
            if let Some(kind @ (b'e' | b'x')) = bytes.get(at + 1) {
                let length = if *kind == b'e' { 2 } else { 4 };
                let start = span.start as usize + at;
                let end = (start + length).min(span.end as usize);
                let name = if *kind == b'e' { "`\\e`" } else { "`\\x..`" };
                diagnostics.push(newer(Span::new(self.file, start..end), &format!("the escape {name}")));
            }
            at += 2;
        }
    }
}

fn newer(span: Span, what: &str) -> Diagnostic {
    Diagnostic::error(
        code::NEWER_TOML,
        format!("{what} is TOML 1.1, but scenarios are TOML 1.0"),
    )
    .at(span, "")
    .help("editors that check TOML 1.0 stumble over it; write it in the older form")
}
