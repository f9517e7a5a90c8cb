//! The scanner: bytes to tokens with spans and folded words.

use crate::Span;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// A run of letters, with inner apostrophes: `don't`. A French elision stands alone: `l'an` is `l` and `an`.
    Word,
    /// A run of digits with an inner decimal point or comma or thousands separators (`1,000`, `277,5`, `.5`), or `½`.
    Number,
    /// A punctuation character.
    Punct(char),
    /// Any other visible character: symbols, emoji.
    Symbol(char),
    /// A line break.
    Newline,
}

/// A token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
    /// Whether it follows the token before it without white space.
    pub glued: bool,
    fold: (u32, u32),
}

impl Token {
    /// The folded text: lower case without accents for words, plain digits with a decimal point for numbers.
    pub(crate) fn fold(self, folded: &str) -> &str {
        folded.get(self.fold.0 as usize..self.fold.1 as usize).unwrap_or_default()
    }

    /// Whether it is this punctuation character.
    #[must_use]
    pub fn is(self, mark: char) -> bool {
        self.kind == TokenKind::Punct(mark)
    }
}

/// French words that elide before an apostrophe.
const ELISIONS: &[&str] =
    &["l", "d", "j", "m", "t", "s", "n", "c", "qu", "jusqu", "lorsqu", "puisqu", "quelqu", "presqu"];

/// Splits a message into tokens; also gives the buffer their folded words stand in.
pub(crate) fn scan(source: &str) -> (Vec<Token>, String) {
    let mut scanner = Scanner {
        source,
        at: 0,
        glued: false,
        tokens: Vec::with_capacity(source.len() / 4 + 4),
        folded: String::with_capacity(source.len() + 8),
    };
    while let Some(next) = scanner.peek() {
        scanner.step(next);
    }
    (scanner.tokens, scanner.folded)
}

struct Scanner<'s> {
    source: &'s str,
    at: usize,
    glued: bool,
    tokens: Vec<Token>,
    folded: String,
}

impl Scanner<'_> {
    fn peek(&self) -> Option<char> {
        self.source.get(self.at..)?.chars().next()
    }

    fn step(&mut self, next: char) {
        if next == '\n' || next == '\u{2028}' || next == '\u{2029}' {
            self.single(next, TokenKind::Newline);
            self.glued = false;
        } else if next.is_whitespace() || next.is_control() || is_invisible(next) {
            self.at += next.len_utf8();
            self.glued = false;
        } else if next.is_ascii_digit() || (next == '.' && self.leading_point()) {
            self.number();
        } else if let Some(value) = vulgar_fraction(next) {
            self.push(TokenKind::Number, next.len_utf8(), |folded| folded.push_str(value));
        } else if matches!(next, '×' | '✕' | '✖' | '⨯') {
            self.push(TokenKind::Word, next.len_utf8(), |folded| folded.push('x'));
        } else if next.is_alphabetic() {
            self.word();
        } else if next.is_ascii_punctuation() || is_punctuation(next) {
            self.single(next, TokenKind::Punct(plain(next)));
        } else {
            self.single(next, TokenKind::Symbol(next));
        }
    }

    fn single(&mut self, next: char, kind: TokenKind) {
        self.push(kind, next.len_utf8(), |folded| folded.push(plain(next)));
    }

    fn push(&mut self, kind: TokenKind, length: usize, fold: impl FnOnce(&mut String)) {
        let from = self.folded.len();
        fold(&mut self.folded);
        let fold = Span::new(from, self.folded.len());
        let span = Span::new(self.at, self.at + length);
        self.tokens.push(Token { span, kind, glued: self.glued, fold: (fold.start, fold.end) });
        self.at += length;
        self.glued = true;
    }

    /// Whether a point begins a number: `.5` after white space or an operator.
    fn leading_point(&self) -> bool {
        let digit_follows = self.source.as_bytes().get(self.at + 1).is_some_and(u8::is_ascii_digit);
        let after_word = self.glued
            && self
                .tokens
                .last()
                .is_some_and(|token| matches!(token.kind, TokenKind::Word | TokenKind::Number | TokenKind::Punct('.')));
        digit_follows && !after_word
    }

    /// A run of digits and separators: one number when the separators say so, else its first group.
    fn number(&mut self) {
        let rest = self.source.get(self.at..).unwrap_or_default();
        let bytes = rest.as_bytes();
        let is_digit = |index: usize| bytes.get(index).is_some_and(u8::is_ascii_digit);
        let mut end = 0;
        while is_digit(end) || (matches!(bytes.get(end), Some(b'.' | b',')) && is_digit(end + 1)) {
            end += 1;
        }
        let run = rest.get(..end).unwrap_or_default();
        match plain_number(run) {
            Some(text) => self.push(TokenKind::Number, run.len(), |folded| folded.push_str(&text)),
            // A list or a date: every group is a number of its own.
            None => {
                for part in run.split_inclusive(['.', ',']) {
                    let digits = part.trim_end_matches(['.', ',']);
                    if !digits.is_empty() {
                        self.push(TokenKind::Number, digits.len(), |folded| folded.push_str(digits));
                    }
                    if let Some(mark) = part.get(digits.len()..).and_then(|mark| mark.chars().next()) {
                        self.single(mark, TokenKind::Punct(mark));
                    }
                }
            }
        }
    }

    fn word(&mut self) {
        let rest = self.source.get(self.at..).unwrap_or_default();
        let from = self.folded.len();
        let mut length = 0;
        let mut split_elision = false;
        let behind_number = self.tokens.last().is_some_and(|token| token.kind == TokenKind::Number);
        let mut letters = rest.char_indices().peekable();
        while let Some((offset, letter)) = letters.next() {
            if behind_number && ends_here(rest, offset, self.glued) {
                break;
            }
            if letter.is_alphabetic() || is_mark(letter) {
                fold_into(letter, &mut self.folded);
                length = offset + letter.len_utf8();
                continue;
            }
            let inner =
                matches!(letter, '\'' | '’' | 'ʼ') && letters.peek().is_some_and(|(_, next)| next.is_alphabetic());
            if !inner || length == 0 {
                break;
            }
            let before = self.folded.get(from..).unwrap_or_default();
            if ELISIONS.contains(&before) {
                split_elision = true;
                break;
            }
            self.folded.push('\'');
        }
        let fold = Span::new(from, self.folded.len());
        let length = length.max(1);
        let span = Span::new(self.at, self.at + length);
        self.tokens.push(Token { span, kind: TokenKind::Word, glued: self.glued, fold: (fold.start, fold.end) });
        self.at += length;
        self.glued = true;
        if split_elision {
            self.at += self.peek().map_or(0, char::len_utf8);
        }
    }
}

/// Whether a word behind a number ends before `offset`: `4xV1` is four times V1, and `200ptsOct` are points and a month.
fn ends_here(word: &str, offset: usize, glued: bool) -> bool {
    let (head, tail) = word.split_at_checked(offset).unwrap_or_default();
    let letters = |text: &str| text.chars().take_while(|letter| letter.is_alphabetic()).count();
    if glued && matches!(head, "x" | "X") {
        return tail.chars().next().is_some_and(char::is_alphabetic);
    }
    let small = (1..=3).contains(&head.len()) && head.bytes().all(|byte| byte.is_ascii_lowercase());
    small
        && tail.starts_with(|letter: char| letter.is_ascii_uppercase())
        && letters(tail.get(1..).unwrap_or_default()) >= 2
}

/// The digits of a run as one plain number, or none when the separators mean a list or a date.
fn plain_number(run: &str) -> Option<String> {
    let points = run.matches('.').count();
    let commas = run.matches(',').count();
    let groups: Vec<&str> = run.split(['.', ',']).collect();
    let (head, tail) = (groups.first()?, groups.last()?);
    match (points, commas) {
        (0, 0) | (1, 0) => Some(if head.is_empty() { format!("0{run}") } else { run.to_owned() }),
        // `12,500` steps, but `135,155` is a list of loads.
        (0, 1) if tail.len() == 3 && head.len() <= 2 && !head.starts_with('0') => Some(groups.concat()),
        (0, 1) if tail.len() <= 2 => Some(format!("{head}.{tail}")),
        (1, 1) if run.find(',') < run.find('.') && groups.get(1).is_some_and(|group| group.len() == 3) => {
            Some(run.replace(',', ""))
        }
        (1, 1) if run.find('.') < run.find(',') && groups.get(1).is_some_and(|group| group.len() == 3) => {
            Some(run.replace('.', "").replace(',', "."))
        }
        _ => None,
    }
}

fn vulgar_fraction(character: char) -> Option<&'static str> {
    Some(match character {
        '½' => "0.5",
        '¼' => "0.25",
        '¾' => "0.75",
        '⅓' => "0.333",
        '⅔' => "0.667",
        '⅛' => "0.125",
        _ => return None,
    })
}

fn is_invisible(character: char) -> bool {
    matches!(character, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}')
}

fn is_mark(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}')
}

fn is_punctuation(character: char) -> bool {
    matches!(
        character,
        '¿' | '¡'
            | '«'
            | '»'
            | '…'
            | '–'
            | '—'
            | '‒'
            | '−'
            | '“'
            | '”'
            | '„'
            | '‘'
            | '’'
            | '′'
            | '″'
            | '•'
            | '·'
            | '‐'
            | '‑'
    )
}

/// One character for the variants that mean the same.
fn plain(character: char) -> char {
    match character {
        '–' | '—' | '‒' | '−' | '‐' | '‑' => '-',
        '“' | '”' | '„' | '«' | '»' | '″' => '"',
        '‘' | '’' | '′' => '\'',
        '•' | '·' => '*',
        other => other,
    }
}

/// Folds a letter to lower case without accents; combining marks vanish.
fn fold_into(letter: char, folded: &mut String) {
    if letter.is_ascii() {
        folded.push(letter.to_ascii_lowercase());
        return;
    }
    if is_mark(letter) {
        return;
    }
    match lower(letter) {
        'à'..='å' | 'ā' | 'ă' | 'ą' => folded.push('a'),
        'ç' | 'ć' | 'č' => folded.push('c'),
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => folded.push('e'),
        'ì'..='ï' | 'ī' | 'į' => folded.push('i'),
        'ñ' | 'ń' | 'ň' => folded.push('n'),
        'ò'..='ö' | 'ø' | 'ō' | 'ő' => folded.push('o'),
        'ù'..='ü' | 'ū' | 'ů' | 'ű' => folded.push('u'),
        'ý' | 'ÿ' => folded.push('y'),
        'š' | 'ś' | 'ş' | 'ș' => folded.push('s'),
        'ž' | 'ź' | 'ż' => folded.push('z'),
        'ł' => folded.push('l'),
        'æ' => folded.push_str("ae"),
        'œ' => folded.push_str("oe"),
        'ß' => folded.push_str("ss"),
        other => folded.push(other),
    }
}

/// The sentence with a capital at its beginning, where it begins with a Latin letter.
pub(crate) fn capitalised(sentence: &str) -> String {
    let mut letters = sentence.chars();
    let first = letters.next().map(|first| {
        let upper = |upper: &char| lower(*upper) == first && *upper != first;
        ('A'..='Z').chain('À'..='Ÿ').find(upper).unwrap_or(first)
    });
    first.into_iter().chain(letters).collect()
}

/// Lower case of Latin letters. Other scripts have no known words, and the complete tables cost 4 KB in the browser.
pub(crate) fn lower(letter: char) -> char {
    let point = u32::from(letter);
    let lower = match letter {
        'A'..='Z' | 'À'..='Þ' if letter != '×' => point + 32,
        'Ÿ' => u32::from('ÿ'),
        // Upper and lower case take turns, the upper on the even places or on the odd ones.
        'Ā'..='ķ' | 'Ŋ'..='ŷ' if point % 2 == 0 => point + 1,
        'Ĺ'..='ň' | 'Ź'..='ž' if point % 2 == 1 => point + 1,
        _ => point,
    };
    char::from_u32(lower).unwrap_or(letter)
}
