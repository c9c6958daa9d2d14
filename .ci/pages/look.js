// What a reader would trip over in the page as it stands, as a list of sentences.
(() => {
    const wrong = [];
    const say = (text) => wrong.push(text);
    const all = (selector) => [...document.querySelectorAll(selector)];
    const name = (element) =>
        `<${element.localName}> "${element.textContent.trim().slice(0, 40)}"`;
    const shown = (element) => element.getClientRects().length > 0;

    // It fits.
    const wide = document.scrollingElement.scrollWidth;
    if (wide > innerWidth) {
        const past = all("body *").filter(
            (e) => !e.closest(".scroll") && e.getBoundingClientRect().right > innerWidth + 0.5,
        );
        say(`is ${wide} px wide in ${innerWidth}: ${past.slice(0, 3).map(name).join(", ")}`);
    }

    // Its pictures are there, one form of each, large enough to be read.
    for (const figure of all("figure")) {
        const pictures = [...figure.querySelectorAll("svg")].filter(shown);
        if (pictures.length !== 1) say(`${name(figure)} shows ${pictures.length} pictures`);
        for (const picture of pictures) {
            const box = picture.getBoundingClientRect();
            if (box.width < 200 || box.height < 60) say(`a picture is ${box.width} × ${box.height}`);
            const scale = box.width / picture.viewBox.baseVal.width;
            for (const text of picture.querySelectorAll("text")) {
                const size = parseFloat(getComputedStyle(text).fontSize) * scale;
                if (size < 9) say(`${name(text)} is ${size.toFixed(1)} px high`);
                const place = text.getBoundingClientRect();
                if (place.left < box.left - 1 || place.right > box.right + 1)
                    say(`${name(text)} leaves its picture`);
            }
            if (!picture.querySelector("title") || !picture.querySelector("desc"))
                say("a picture is told to nobody");
        }
        const texts = pictures.flatMap((picture) => [...picture.querySelectorAll("text.fill")]);
        const boxes = texts.map((text) => [text, text.getBoundingClientRect()]);
        boxes.forEach(([text, a], nth) => {
            for (const [other, b] of boxes.slice(nth + 1)) {
                const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
                const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
                // Boxes of text have room above and below the letters.
                if (across > 1 && down > 0.4 * Math.min(a.height, b.height))
                    say(`${name(text)} lies on ${name(other)}`);
            }
        });
    }

    // Its structure says what it is.
    if (all("h1").length !== 1) say(`has ${all("h1").length} first headings`);
    if (!document.documentElement.lang) say("names no language");
    if (!document.title) say("has no title");
    for (const table of all("table")) {
        if (!table.closest(".notes") && !table.caption) say(`${name(table)} has no caption`);
    }
    for (const header of all("th")) {
        if (!header.closest(".notes") && !header.scope) say(`${name(header)} has no scope`);
    }
    const ids = all("[id]").map((element) => element.id);
    for (const id of ids.filter((id, nth) => ids.indexOf(id) !== nth)) say(`has #${id} twice`);
    for (const frame of all("script, iframe, object, embed, link:not([href^='data:'])"))
        say(`contains ${name(frame)}`);

    // Its letters stand out from what is behind them (WCAG 2, level AA).
    const channels = (colour) => colour.match(/[\d.]+/g).map(Number);
    const luminance = ([red, green, blue]) => {
        const linear = (value) => {
            const part = value / 255;
            return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
        };
        return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
    };
    const behind = (element) => {
        for (let at = element; at; at = at.parentElement) {
            const colour = channels(getComputedStyle(at).backgroundColor);
            if (colour.length === 3 || colour[3] > 0) return colour;
        }
        return [255, 255, 255];
    };
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const seen = new Set();
    while (walker.nextNode()) {
        const element = walker.currentNode.parentElement;
        if (!walker.currentNode.data.trim() || seen.has(element) || !shown(element)) continue;
        seen.add(element);
        if (element.closest("title, desc, .halo, style")) continue;
        const style = getComputedStyle(element);
        const ink = element.closest("svg") ? style.fill : style.color;
        const [a, b] = [luminance(channels(ink)), luminance(behind(element))];
        const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        if (ratio < 4.5) say(`${name(element)} has a contrast of ${ratio.toFixed(2)}`);
    }

    const links = all("a[href]").map((link) => link.href);
    return { wrong, links };
})();
