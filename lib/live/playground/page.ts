/// <reference lib="dom" />
import { diracFromAddress, diracToAddress } from "./dirac_game.ts";
import { DiracScene } from "./dirac_scene.ts";
import { byId } from "./elements.ts";
import { PlaneScene } from "./plane_scene.ts";
import { fromAddress, toAddress } from "./settings.ts";

const SCENES = ["plane", "dirac"] as const;
type Scene = (typeof SCENES)[number];

/** Settings stand in the address, behind its `#`: a link to the page is a link to them. */
function tell(address: string): void {
  history.replaceState(null, "", `#${address}`);
}

/** The playground: two scenes, of which one is shown. */
function open(): void {
  const { hash } = location;
  const addresses: Record<Scene, string> = {
    plane: toAddress(fromAddress(hash)),
    dirac: diracToAddress(diracFromAddress(hash)),
  };
  const plane = new PlaneScene(fromAddress(hash), (settings) => {
    tell(addresses.plane = toAddress(settings));
  });
  const dirac = new DiracScene(diracFromAddress(hash), (settings) => {
    tell(addresses.dirac = diracToAddress(settings));
  });
  const show = (shown: Scene) => {
    for (const scene of SCENES) {
      byId(`${scene}-scene`).hidden = scene !== shown;
      byId(`show-${scene}`).setAttribute("aria-pressed", String(scene === shown));
    }
    if (shown === "plane") plane.start();
    else plane.pause();
    if (shown === "plane") dirac.pause();
  };
  for (const scene of SCENES) {
    byId(`show-${scene}`).addEventListener("click", () => {
      show(scene);
      tell(addresses[scene]);
    });
  }
  show(new URLSearchParams(hash.slice(1)).get("scene") === "dirac" ? "dirac" : "plane");
  // A link to other settings that is followed on this very page
  addEventListener("hashchange", () => location.reload());
}

open();
