// The interface in Arabic.

export const ar = {
  segments: "المقاطع", articles: "المقالات", workspace: "مساحة العمل", back: "كل المقالات",
  empty: "فارغ", draft: "مسودة", "needs-review": "يحتاج مراجعة", translated: "مترجَم", approved: "معتمد", locked: "مقفل",
  typing: "كتابة…", saving: "حفظ…", unsent: "لم يُحفظ", conflict: "نسختان",
  "from-memory": "الذاكرة", "from-glossary": "المسرد", "from-repeat": "تكرار", "from-backend": "آلي", "from-person": "مترجم", "from-file": "ملف",
  origin: "مصدر المسودة", goToSegment: "المقطع {0}: تحرير", targetOf: "ترجمة المقطع {0}", findingCount: "ملاحظات: {0}",
  allSaved: "كل شيء محفوظ", notSaved: "لم يُحفظ بعد: {0}", offline: "الخادم لا يجيب. واصل العمل: ما تكتبه محفوظ هنا ويُرسل عند عودته.",
  progress: "أُنجز {0} من {1}", approvedSaid: "اعتُمد المقطع {0}.", nowAt: "المقطع {0} من {1}، {2}", allDone: "لم يبقَ شيء: كل المقاطع مترجمة أو معتمدة.",
  approve: "اعتماد ومتابعة", needsReview: "وسم للمراجعة ومتابعة", next: "المقطع التالي", previous: "المقطع السابق", nextOpen: "التالي غير المنجز", previousOpen: "السابق غير المنجز",
  nextFinding: "الملاحظة التالية", previousFinding: "الملاحظة السابقة", goTo: "اذهب إلى رقم", match: "إدراج تطابق", term: "إدراج مصطلح", copySource: "نسخ الأصل",
  redraft: "مسودة جديدة لهذا المقطع", propagate: "ملء التكرارات بهذه الترجمة", save: "احفظ الآن", addTerm: "أضف المحدد إلى المسرد", concordance: "أين تُرجم هذا؟",
  names: "أسماء المقال", find: "تصفية", replace: "بحث واستبدال", approveAll: "اعتماد كل ما يجتاز الفحوص", nextPane: "اللوحة التالية", help: "كل الأوامر", leave: "اترك الحقل",
  termsPane: "المصطلحات", matchesPane: "الذاكرة", findingsPane: "الفحوص", historyPane: "السجل",
  noTerms: "لا مصطلح من المسارد في هذا المقطع. حدد كلمات واضغط {0} لإضافة مصطلح.", noMatches: "ليس في الذاكرة ما يشبه هذا بعد. ما تعتمده يظهر هنا في المرة القادمة.",
  noFindings: "لا ملاحظات للفحوص.", noHistory: "لم يغيّر أحد هذا المقطع بعد.", insert: "إدراج", fix: "إصلاح", show: "عرض", restore: "استعادة", by: "{0}، {1}",
  held: "مطابق", variant: "بديل", forbidden: "ممنوع", missing: "ناقص", open: "–", listedIn: "{0}",
  filterText: "تصفية المقاطع…", anyState: "كل الحالات", hidden: "ظاهر {0}، مخفي {1}", clear: "إظهار الكل", regex: "تعبير نمطي", withFindings: "ذات ملاحظات", replaceWith: "استبدال بـ", preview: "معاينة", replaceAll: "استبدل {0}", nothingFound: "لا نتائج.", refusedHere: "لم يتغير: {0}",
  source: "الأصل", target: "الترجمة", kind: "النوع", note: "ملاحظة", add: "إضافة", cancel: "إلغاء", close: "إغلاق", forms: "الصيغ", renderings: "الترجمات", addedTo: "أضيف إلى {0}", number: "الرقم",
  mine: "نسختي", theirs: "النسخة الأخرى", takeMine: "أبقِ نسختي", takeTheirs: "خذ الأخرى", conflictSaid: "تغيّر هذا المقطع في مكان آخر وأنت تكتب. لم يضع شيء: اختر، أو اجمع النصين في الحقل.",
  proposal: "مسودة جديدة", useIt: "استعملها", noProposal: "لا اقتراح: {0}", export: "تصدير", theme: "الواجهة بالإنجليزية", filled: "مُلئت تكرارات: {0}", bulk: "اعتُمد {0}، وبقي لك {1}", askBulk: "أتعتمد كل مسودة لا يعترض عليها فحص؟", yes: "اعتماد",
  noArticles: "لا مقالات هنا بعد. الأمر `tarjuman review FILE` ينشئ مسودة ويفتحها.", segmentsOf: "مقاطع: {0}", signIn: "هذه الصفحة بلا جلسة. افتح العنوان الذي طبعه tarjuman عند بدئه.", groups: "المجموعات", segment: "المقطع", move: "التنقل", terms: "المصطلحات", page: "الصفحة", unsentFound: "كُتب هنا ولم يُحفظ سابقًا: {0}؛ يجري إرسالها.", words: "كلمات",
};
