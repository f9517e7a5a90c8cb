//! The person's words as data: a fence that they cannot close from inside.

/// The most lines of one text; what follows goes on in the last one.
const LINES: usize = 60;

/// What opens a fence.
pub(super) const OPEN: char = '⟦';
/// What closes it.
pub(super) const CLOSE: char = '⟧';

/// A line of the person's text inside a fence.
pub(super) fn inline(text: &str, limit: usize) -> String {
    let clean = clean(text, limit).replace('\n', " ");
    format!("{OPEN}{clean}{CLOSE}")
}

/// Several lines of the person's text inside a fence, each marked, so that none of them looks like a heading or a turn of
/// the conversation. Empty text gives nothing.
pub(super) fn block(text: &str, limit: usize) -> String {
    let clean = clean(text, limit);
    if clean.is_empty() {
        return String::new();
    }
    let mut fenced = String::with_capacity(clean.len() + 32);
    fenced.push(OPEN);
    for line in clean.lines() {
        fenced.push_str("\n| ");
        fenced.push_str(line);
    }
    fenced.push('\n');
    fenced.push(CLOSE);
    fenced
}

/// The text without what could end a fence or act on a reader unseen: brackets become round or angled ones that no chat
/// format uses; control, direction, zero-width and tag characters go. Cut after `limit` characters.
fn clean(text: &str, limit: usize) -> String {
    let mut clean = String::with_capacity(text.len().min(limit * 4));
    let (mut count, mut lines) = (0, 1);
    for character in text.trim().chars() {
        let replaced = match character {
            OPEN | '[' | '〚' => '(',
            CLOSE | ']' | '〛' => ')',
            '<' => '‹',
            '>' => '›',
            '\n' if clean.ends_with('\n') => continue,
            '\n' if lines < LINES => {
                lines += 1;
                '\n'
            }
            character if character.is_whitespace() => ' ',
            character if invisible(character) => continue,
            character => character,
        };
        if count == limit {
            clean.push('…');
            break;
        }
        clean.push(replaced);
        count += 1;
    }
    clean
}

fn invisible(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{ad}'
                | '\u{34f}'
                | '\u{61c}'
                | '\u{115f}'..='\u{1160}'
                | '\u{17b4}'..='\u{17b5}'
                | '\u{180b}'..='\u{180f}'
                | '\u{200b}'..='\u{200f}'
                | '\u{202a}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{3164}'
                | '\u{fe00}'..='\u{fe0f}'
                | '\u{feff}'
                | '\u{ffa0}'
                | '\u{fff0}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e0fff}'
        )
}
