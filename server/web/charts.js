// Charts beside tables, by Chart.js. A chart has no data of its own: it is drawn from the rows of the table it names, so
// that both always say the same, and who has no script, or reads with other senses, has the table.
//
// <figure hidden><div class="chart" data-table="ID" data-label="..." data-value="KEY" data-low="KEY" data-high="KEY">
// draws a bar for each row of the table with that id: its name is the row's heading, its length the value of
// <data data-is="KEY" value="..."> in the row. A click on a bar follows the link in the row's heading.
"use strict";

(() => {
  const most_bars = 40, room_of_bar = 26, room_of_axis = 30;
  const drawn = new Map();

  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

  /// The text, or as much of its beginning as has room: Chart.js would cut it off on the left.
  const fitting = (text, room, context) => {
    if (context.measureText(text).width <= room) return text;
    let length = text.length;
    while (length > 1 && context.measureText(`${text.slice(0, length)}…`).width > room) --length;
    return `${text.slice(0, length).trimEnd()}…`;
  };

  const number_in = (row, key) => {
    const value = key && row.querySelector(`data[data-is="${key}"]`)?.value;
    return value ? Number(value) : null;
  };

  const rows_of = (table, keys) => [...table.tBodies].flatMap((body) => [...body.rows]).slice(0, most_bars).map((row) => ({
    name: (row.querySelector("th a") ?? row.querySelector("th")).textContent.trim(),
    link: row.querySelector("th a")?.href,
    value: number_in(row, keys.value),
    low: number_in(row, keys.low),
    high: number_in(row, keys.high),
  }));

  /// From the lower to the upper bound, with a stroke at each end.
  const whiskers = {
    id: "whiskers",
    afterDatasetsDraw: (chart, _, { rows }) => {
      const { ctx, scales: { x } } = chart;
      ctx.save();
      ctx.strokeStyle = colour("ink");
      ctx.lineWidth = 1.5;
      const bars = chart.getDatasetMeta(0).data;
      rows.forEach(({ low, high }, i) => {
        if (low === null || high === null) return;
        const [left, right, y] = [x.getPixelForValue(low), x.getPixelForValue(high), bars[i].y];
        ctx.beginPath();
        ctx.moveTo(left, y);
        ctx.lineTo(right, y);
        for (const end of [left, right]) {
          ctx.moveTo(end, y - 4);
          ctx.lineTo(end, y + 4);
        }
        ctx.stroke();
      });
      ctx.restore();
    },
  };

  const draw = (place) => {
    drawn.get(place)?.destroy();
    const table = document.getElementById(place.dataset.table);
    const rows = rows_of(table, place.dataset).filter(({ value }) => value !== null);
    place.parentElement.hidden = rows.length === 0;
    if (rows.length === 0) return;
    const canvas = document.createElement("canvas");
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", `${place.dataset.label}; the table has the numbers`);
    place.style.height = `${rows.length * room_of_bar + room_of_axis}px`;
    place.replaceChildren(canvas);
    const [ink, faint, line] = [colour("ink"), colour("faint"), colour("line")];
    const font = { family: getComputedStyle(document.body).fontFamily, size: 13 };
    const context = canvas.getContext("2d");
    context.font = `${font.size}px ${font.family}`;
    const ends = rows.flatMap(({ value, low, high }) => [value, low, high]).filter((one) => one !== null);
    const told = (one) => one.toLocaleString("en-GB", { maximumFractionDigits: 2 });
    drawn.set(place, new Chart(canvas, {
      type: "bar",
      data: {
        labels: rows.map(({ name }) => fitting(name, place.clientWidth * 0.45, context)),
        datasets: [{ data: rows.map(({ value }) => value), backgroundColor: colour("bar"), hoverBackgroundColor: colour("accent"),
          barPercentage: 0.8, categoryPercentage: 0.9, minBarLength: 1 }],
      },
      plugins: [whiskers],
      options: {
        animation: false,
        indexAxis: "y",
        maintainAspectRatio: false,
        onClick: (_, [bar]) => { if (bar && rows[bar.index].link) location.assign(rows[bar.index].link); },
        onHover: (event, [bar]) => { event.native.target.style.cursor = bar && rows[bar.index].link ? "pointer" : "default"; },
        scales: {
          x: { beginAtZero: true, suggestedMin: Math.min(0, ...ends), suggestedMax: Math.max(...ends), grid: { color: line, borderColor: line },
            ticks: { color: faint, font, maxTicksLimit: 6 } },
          y: { grid: { display: false, borderColor: line }, ticks: { color: ink, font, autoSkip: false } },
        },
        plugins: {
          legend: { display: false },
          whiskers: { rows },
          tooltip: { displayColors: false, callbacks: {
            title: ([{ dataIndex }]) => rows[dataIndex].name,
            label: ({ dataIndex }) => {
              const { value, low, high } = rows[dataIndex];
              return low === null || high === null ? told(value) : `${told(value)} (${told(low)} to ${told(high)})`;
            },
          } },
        },
      },
    }));
  };

  const draw_all = () => {
    for (const place of document.querySelectorAll(".chart[data-table]")) draw(place);
  };
  for (const wish of ["(prefers-color-scheme: dark)", "(forced-colors: active)"])
    matchMedia(wish).addEventListener("change", draw_all);
  draw_all();
})();
