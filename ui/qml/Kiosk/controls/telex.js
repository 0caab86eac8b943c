.pragma library

// Vietnamese by Telex, the way it is typed in Vietnam: aa â, aw ă, dd đ, ee ê, oo ô, ow ơ, uw ư; s f r x j set a tone,
// z takes it away. The same key once more undoes it and writes itself.

const CIRCUMFLEX = "\u0302", BREVE = "\u0306", HORN = "\u031b";
const TONES = { s: "\u0301", f: "\u0300", r: "\u0309", x: "\u0303", j: "\u0323", z: "" };
const ANY_TONE = /[\u0300\u0301\u0303\u0309\u0323]/g;

// The letters of a word, each with the mark that makes it another letter.
function letters(word) {
    return word.normalize("NFD").replace(ANY_TONE, "").match(/[^\u0300-\u036f][\u0302\u0306\u031b]*/g) || [];
}

function toneOf(word) {
    return (word.normalize("NFD").match(ANY_TONE) || [""])[0];
}

// Where the vowels that may bear the tone begin and end: the last group, without the u of qu and the i of gi.
function nucleus(parts) {
    const isVowel = part => /^[aeiouy]/i.test(part);
    let end = parts.length;
    while (end > 0 && !isVowel(parts[end - 1]))
        --end;
    let start = end;
    while (start > 0 && isVowel(parts[start - 1]))
        --start;
    const onset = parts.slice(Math.max(0, start - 1), start + 1).join("").toLowerCase();
    if (end - start > 1 && (onset === "qu" || onset === "gi"))
        ++start;
    return { start, end };
}

function withTone(parts, tone) {
    const { start, end } = nucleus(parts);
    if (tone === "" || start === end)
        return parts.join("").normalize("NFC");
    const closed = end < parts.length;
    let place = end - start === 1 || (end - start === 2 && !closed) ? start : closed ? end - 1 : start + 1;
    for (let i = start; i < end; ++i)
        if (parts[i].length > 1)
            place = i;
    return parts.map((part, i) => i === place ? part + tone : part).join("").normalize("NFC");
}

// Puts a mark on a letter, or says that it has been there: { part, undone }.
function marked(part, mark) {
    const bare = part[0];
    return part === bare + mark ? { part: bare, undone: true } : { part: bare + mark, undone: false };
}

function doubled(parts, key) {
    const last = parts.length - 1;
    if (last < 0)
        return null;
    if (key === "d" && /^[dđ]$/i.test(parts[last])) {
        const stroke = { d: "đ", D: "Đ", đ: "d", Đ: "D" }[parts[last]];
        return { parts: [...parts.slice(0, last), stroke], undone: /đ/i.test(parts[last]) };
    }
    if (!"aeo".includes(key) || parts[last][0].toLowerCase() !== key)
        return null;
    const { part, undone } = marked(parts[last], CIRCUMFLEX);
    return { parts: [...parts.slice(0, last), part], undone };
}

function hooked(parts) {
    const { start, end } = nucleus(parts);
    const bases = parts.map(part => part[0].toLowerCase());
    const pair = bases.findIndex((base, i) => i >= start && i + 1 < end && base === "u" && bases[i + 1] === "o");
    const changed = [...parts];
    if (pair >= 0 && parts[pair + 1] !== parts[pair + 1][0] + HORN) {
        changed[pair] = parts[pair][0] + HORN;
        changed[pair + 1] = parts[pair + 1][0] + HORN;
        return { parts: changed, undone: false };
    }
    for (let i = end - 1; i >= start; --i) {
        if (!"aou".includes(bases[i]))
            continue;
        const { part, undone } = marked(parts[i], bases[i] === "a" ? BREVE : HORN);
        changed[i] = part;
        return { parts: changed, undone };
    }
    return null;
}

// An o between ư and a consonant can only be ơ.
function horned(parts) {
    const last = parts.length - 1;
    const short = last > 1 && /^u\u031b$/i.test(parts[last - 2]) && /^o$/i.test(parts[last - 1]);
    return short && !/^[aeiouyw]/i.test(parts[last])
        ? [...parts.slice(0, last - 1), parts[last - 1] + HORN, parts[last]] : parts;
}

// What a word becomes by one more key.
function typed(word, key) {
    const small = key.toLowerCase();
    const parts = letters(word), tone = toneOf(word);
    const { start, end } = nucleus(parts);
    if (small in TONES && end > start) {
        if (TONES[small] === tone)
            return withTone(parts, "") + key;
        return withTone(parts, TONES[small]);
    }
    const change = small === "w" ? hooked(parts) : doubled(parts, small);
    if (change)
        return withTone(change.parts, tone) + (change.undone ? key : "");
    return withTone(horned([...parts, key]), tone);
}
