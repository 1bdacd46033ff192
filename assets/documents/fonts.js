// The faces in which PDF documents are set: the design system's, then one for each script that it lacks.
// The build copies them beside everything else that it writes; webapp/documents/typesetting.py names the same files.
export { default as regular } from "@expo-google-fonts/fira-sans/400Regular/FiraSans_400Regular.ttf";
export { default as semiBold } from "@expo-google-fonts/fira-sans/600SemiBold/FiraSans_600SemiBold.ttf";
export { default as korean } from "@expo-google-fonts/nanum-gothic/400Regular/NanumGothic_400Regular.ttf";
export { default as emoji } from "@expo-google-fonts/noto-emoji/400Regular/NotoEmoji_400Regular.ttf";
export { default as arabic } from "@expo-google-fonts/noto-sans-arabic/400Regular/NotoSansArabic_400Regular.ttf";
export { default as armenian } from "@expo-google-fonts/noto-sans-armenian/400Regular/NotoSansArmenian_400Regular.ttf";
export { default as bengali } from "@expo-google-fonts/noto-sans-bengali/400Regular/NotoSansBengali_400Regular.ttf";
export { default as devanagari } from "@expo-google-fonts/noto-sans-devanagari/400Regular/NotoSansDevanagari_400Regular.ttf";
export { default as ethiopic } from "@expo-google-fonts/noto-sans-ethiopic/400Regular/NotoSansEthiopic_400Regular.ttf";
export { default as georgian } from "@expo-google-fonts/noto-sans-georgian/400Regular/NotoSansGeorgian_400Regular.ttf";
export { default as gurmukhi } from "@expo-google-fonts/noto-sans-gurmukhi/400Regular/NotoSansGurmukhi_400Regular.ttf";
export { default as hebrew } from "@expo-google-fonts/noto-sans-hebrew/400Regular/NotoSansHebrew_400Regular.ttf";
export { default as chineseAndJapanese } from "@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf";
export { default as tamil } from "@expo-google-fonts/noto-sans-tamil/400Regular/NotoSansTamil_400Regular.ttf";
export { default as thai } from "@expo-google-fonts/noto-sans-thai/400Regular/NotoSansThai_400Regular.ttf";
export { default as rareLatinGreekCyrillic } from "@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf";
