import nextVitals from "eslint-config-next/core-web-vitals";
import nextTypescript from "eslint-config-next/typescript";

const SAID = "/^(title|label|aria-label|hint|placeholder|alt|word|text|busyText|caption|all)$/";
const message = "Texts stand in messages/: useTranslations (web/README.md).";
const BARE_TEXT = [
  // Names of keys and our own are the same in every language.
  "JSXText[value=/[A-Za-z]{2}/]:not([value=/^\\s*(Motorway|Petroleum|Motorway Petroleum|CSV|Enter|Esc|OK|PIN)\\s*$/])",
  `JSXAttribute[name.name=${SAID}] Literal[value=/[A-Z][a-z]|[a-z] [a-z]/]:not(CallExpression Literal)`,
  `JSXAttribute[name.name=${SAID}] TemplateElement[value.raw=/[A-Z][a-z]|[a-z] [a-z]/]:not(CallExpression TemplateElement)`,
  "JSXElement > JSXExpressionContainer > Literal[value=/[A-Za-z]{2}/]",
  "JSXElement > JSXExpressionContainer > ConditionalExpression > Literal[value=/[A-Za-z]{2}/]",
  "JSXElement > JSXExpressionContainer > LogicalExpression > Literal[value=/[A-Za-z]{2}/]",
  "JSXElement > JSXExpressionContainer > LogicalExpression > TemplateLiteral > TemplateElement[value.raw=/[A-Za-z]{2}/]",
].map((selector) => ({ selector, message }));

const config = [
  ...nextVitals,
  ...nextTypescript,
  { ignores: [".next/", "out/", "next-env.d.ts", "src/api/"] },
  {
    files: ["src/**/*.{ts,tsx}", "tests/**/*.ts"],
    rules: {
      "max-lines": ["error", 300],
      eqeqeq: "error",
      "no-console": "error",
      "@typescript-eslint/no-explicit-any": "error",
    },
  },
  {
    // Screens whose texts are in messages/: none may stand in the code.
    files: ["src/components/{till,sign-in,account,pos-handout,offline,alerts,rules,silences,payments,users,admin,devices,offline-tills}/**/*.tsx", "src/app/(pos)/**/*.tsx", "src/i18n/**/*.tsx", "src/components/{notifications,on-call,audit,push}/**/*.tsx",
      "src/components/{alert-list,table-tools,paged,page-head,download-button,site-choice,not-allowed,once,data-table,dialog,form,form-error,ui}.tsx", "src/app/**/*.tsx",
      "src/components/{sales,shifts,receipts,settlement,prices,accounts}/**/*.tsx",
      "src/components/{network,site-map,forecourt-plan,site-configuration}/**/*.tsx",
      "src/components/{site-card,site-page,forecourt,pump-*,tank-*,chart,range-picker,zoom-buttons,controller-status,command-table}.tsx"],
    rules: { "no-restricted-syntax": ["error", ...BARE_TEXT] },
  },
];

export default config;
