// Before the first paint, so that the other theme never flashes; see src/app/theme.ts.
(() => {
  const chosen = localStorage.getItem("cnnprov.theme");
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
})();
