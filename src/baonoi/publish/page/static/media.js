// What the lock screen shows, and what its buttons and those of a headset do.

const COVER = 512; // pixels

// Title, paper and date, set in the system's own type.
function coverOf({ title, artist, date }) {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = COVER;
  const paper = canvas.getContext("2d");
  paper.fillStyle = "#a5151f";
  paper.fillRect(0, 0, COVER, COVER);
  paper.fillStyle = "#fff";
  paper.font = "600 30px sans-serif";
  paper.fillText(artist.slice(0, 28), 40, 72);
  paper.fillText(date || "Báo Nói", 40, COVER - 44);
  paper.font = "700 52px serif";
  const lines = [""];
  for (const word of title.split(/\s+/)) {
    const longer = `${lines.at(-1)} ${word}`.trim();
    if (paper.measureText(longer).width <= COVER - 80) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  lines.slice(0, 5).forEach((text, row) => paper.fillText(text, 40, 150 + row * 62, COVER - 80));
  return canvas.toDataURL("image/png");
}

let offered = "";

function offerMedia(about, actions) {
  if (!("mediaSession" in navigator) || !window.MediaMetadata) return;
  const session = navigator.mediaSession;
  if (offered !== about.title || !session.metadata) {
    const artwork = [{ src: coverOf(about), sizes: `${COVER}x${COVER}`, type: "image/png" }];
    session.metadata = new MediaMetadata({ title: about.title, artist: about.artist, album: "Báo Nói", artwork });
    offered = about.title;
  }
  for (const [name, action] of Object.entries(actions)) {
    try {
      session.setActionHandler(name, action);
    } catch {
      // an action this browser does not know
    }
  }
}
