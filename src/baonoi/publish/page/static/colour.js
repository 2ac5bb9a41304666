// Whether a colour is nearer to white than to black, however it is written.
function bright(colour) {
  const paper = document.createElement("canvas").getContext("2d");
  paper.fillStyle = colour;
  paper.fillRect(0, 0, 1, 1);
  const [red, green, blue] = paper.getImageData(0, 0, 1, 1).data;
  return 0.299 * red + 0.587 * green + 0.114 * blue > 128;
}
