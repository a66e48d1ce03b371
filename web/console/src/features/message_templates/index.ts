export { TemplateButton, TemplatePicker } from "./template_picker";
export { useTemplatePicker } from "./use_template_picker";
