import { enhanceCopyButtons } from "./_copy.js";
import { startCountdowns } from "./_countdown.js";
import { enhanceDialogs } from "./_dialogs.js";
import { keepDrafts } from "./_drafts.js";
import { showErrors } from "./_errors.js";
import { sendOnce } from "./_once.js";

document.documentElement.classList.add("js");
keepDrafts();
sendOnce();
enhanceCopyButtons();
enhanceDialogs();
startCountdowns();
showErrors();
