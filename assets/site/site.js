import { followAll, followConditions } from "./_conditions.js";
import { enhanceCopyButtons } from "./_copy.js";
import { startCountdowns } from "./_countdown.js";
import { enhanceDialogs } from "./_dialogs.js";
import { keepDrafts } from "./_drafts.js";
import { showErrors } from "./_errors.js";
import { foldVoluntary } from "./_folding.js";
import { searchLongLists } from "./_long_lists.js";
import { sendOnce } from "./_once.js";
import { followPeople } from "./_put_down.js";
import { enhanceShareButtons } from "./_share.js";

document.documentElement.classList.add("js");
keepDrafts();
sendOnce();
enhanceCopyButtons();
enhanceDialogs();
enhanceShareButtons();
startCountdowns();
followConditions();
followPeople();
foldVoluntary();
searchLongLists();
showErrors();
document.addEventListener("htmx:afterSwap", () => {
  followAll();
  searchLongLists();
});
