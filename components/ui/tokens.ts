/**
 * Every colour of the interface as data, per theme. `app/globals.css` holds the same values as CSS variables
 * (`--<name>`); `tokens.test.ts` compares the two and recomputes contrast and ΔE00.
 *
 * The rule is "riskier is louder": luminance changes monotonically from tier A to E, blue → amber → red, no green/red pair.
 */
export const tokens = {
  light: {
    surface: "#FFFFFF",
    sunken: "#F6F7F9",
    ink: "#14181F",
    muted: "#515B69",
    link: "#0B57A8",
    control: "#7F8A99",
    divider: "#D8DDE4",
    verified: "#1D7D4B",
    failed: "#BD2C45",
    attention: "#6E5232",
    "tier-a-mark": "#389AB0",
    "tier-a-text": "#1B6274",
    "tier-a-tint": "#E3F3F6",
    "tier-b-mark": "#5A77E7",
    "tier-b-text": "#2F4BB8",
    "tier-b-tint": "#E9EDFC",
    "tier-c-mark": "#956802",
    "tier-c-text": "#6F4C00",
    "tier-c-tint": "#FAF0D9",
    "tier-d-mark": "#8C3803",
    "tier-d-text": "#8C3803",
    "tier-d-tint": "#FBE7DB",
    "tier-e-mark": "#6C0014",
    "tier-e-text": "#6C0014",
    "tier-e-tint": "#FADFE2",
    "tier-unrated-mark": "#5B6470",
    "tier-unrated-text": "#4A5260",
    "tier-unrated-tint": "#ECEEF1",
    "mark-stone": "#262D38",
    "mark-streak": "#E2B04A",
  },
  dark: {
    surface: "#0E1218",
    sunken: "#161B23",
    ink: "#EEF1F5",
    muted: "#A9B3C1",
    link: "#7DB8F5",
    control: "#707B8A",
    divider: "#2B333F",
    verified: "#8FE8B6",
    failed: "#F94178",
    attention: "#F0C060",
    "tier-a-mark": "#266D96",
    "tier-a-text": "#7CC0E6",
    "tier-a-tint": "#0F2733",
    "tier-b-mark": "#3F72E3",
    "tier-b-text": "#9DB8FA",
    "tier-b-tint": "#152244",
    "tier-c-mark": "#A38243",
    "tier-c-text": "#DDBB77",
    "tier-c-tint": "#2B2412",
    "tier-d-mark": "#F97900",
    "tier-d-text": "#FFA857",
    "tier-d-tint": "#33200B",
    "tier-e-mark": "#FA8D99",
    "tier-e-text": "#FFABB4",
    "tier-e-tint": "#3A171C",
    "tier-unrated-mark": "#A3ADBB",
    "tier-unrated-text": "#B7C0CD",
    "tier-unrated-tint": "#222934",
    "mark-stone": "#5C6979",
    "mark-streak": "#F0C060",
  },
} as const;

export type ThemeName = keyof typeof tokens;
export type TokenName = keyof (typeof tokens)["light"];

/** Type scale in px; the class is `text-<name>`. Nothing under 12 px. */
export const typeScale = { xs: 12, sm: 13, base: 14, lg: 16, xl: 20, "2xl": 25, "3xl": 31 } as const;
