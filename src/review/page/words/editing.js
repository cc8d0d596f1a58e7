// The words of editing, in both languages of the interface.

export const en = {
  clear: "Empty the target", fix: "Put right", ignore: "Ignore this finding", heed: "Take back", ignoredFor: "ignored:", reason: "Reason",
  ignoreTitle: "Ignore this finding", ignoreSaid: "This check is then silent about this segment until you take it back. It is counted as ignored.",
  noFix: "No finding here can be put right with one key.", fixLater: "Save first (Ctrl+S): the finding is about the saved text.", noMoreFindings: "No more findings this way.",
  blockedSaid: "Segment {0} was kept as translated, not approved: {1}. Put it right (F8), or ignore the finding with a reason, then approve again.",
  comment: "Comment on this segment", comments: "All comments", addComment: "Say it", resolve: "Resolve", reopen: "Open again", resolvedBy: "resolved by {0}",
  onArticle: "On the whole article", astray: "On sentences that the article no longer has", commentCount: "{0} comments", commentsPane: "Comments",
  notSent: "What is not saved", goneSegment: "A segment that the article no longer has", copy: "Copy", sendNow: "Send now", discard: "Discard", compare: "Compare", earlier: "an earlier text, typed in a page that was closed",
  conflictOf: "Two versions of segment {0}", base: "Before both", editBoth: "Put both in the field", conflictCount: "{0} in two versions",
  cannotSave: "Nothing is lost, but nothing can be saved at the moment: {0}. What you type is kept here and sent when it works again.",
  readOnly: "This workspace can only be read: what you type here cannot be saved.",
};

export const ar = {
  clear: "إفراغ الترجمة", fix: "تصحيح", ignore: "تجاهل هذه الملاحظة", heed: "تراجع عن التجاهل", ignoredFor: "متجاهَلة:", reason: "السبب",
  ignoreTitle: "تجاهل هذه الملاحظة", ignoreSaid: "يسكت هذا الفحص عن هذه الجملة حتى تتراجع، وتُعدّ الملاحظة متجاهَلة.",
  noFix: "لا ملاحظة هنا تُصحَّح بضغطة واحدة.", fixLater: "احفظ أولا (Ctrl+S): الملاحظة عن النص المحفوظ.", noMoreFindings: "لا ملاحظات أخرى في هذا الاتجاه.",
  blockedSaid: "حُفظت الجملة {0} مترجمة ولم تُعتمد: {1}. صحّحها (F8) أو تجاهل الملاحظة مع ذكر السبب ثم اعتمدها.",
  comment: "تعليق على هذه الجملة", comments: "كل التعليقات", addComment: "إضافة", resolve: "إغلاق", reopen: "إعادة فتح", resolvedBy: "أغلقه {0}",
  onArticle: "على المقال كله", astray: "على جمل لم تعد في المقال", commentCount: "{0} تعليقات", commentsPane: "التعليقات",
  notSent: "ما لم يُحفظ", goneSegment: "جملة لم تعد في المقال", copy: "نسخ", sendNow: "إرسال الآن", discard: "إهمال", compare: "مقارنة", earlier: "نص أسبق كُتب في صفحة أُغلقت",
  conflictOf: "نسختان من الجملة {0}", base: "قبل النسختين", editBoth: "ضع النسختين في الحقل", conflictCount: "{0} بنسختين",
  cannotSave: "لم يضع شيء، لكن الحفظ متعذر الآن: {0}. ما تكتبه محفوظ هنا ويُرسل حين يمكن.",
  readOnly: "مساحة العمل هذه للقراءة فقط: لا يمكن حفظ ما تكتبه هنا.",
};
