// The faces in which PDF documents are set. The build copies them beside everything else that it writes.
export { default as regular } from "@expo-google-fonts/fira-sans/400Regular/FiraSans_400Regular.ttf";
export { default as semiBold } from "@expo-google-fonts/fira-sans/600SemiBold/FiraSans_600SemiBold.ttf";
