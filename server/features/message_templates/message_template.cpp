#include "features/message_templates/message_template.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace madoguchi::features {
namespace {

using base::MessageTemplateId;
using Templates = std::vector<MessageTemplate>;

const MessageTemplate* find_template(const Templates& templates, MessageTemplateId id) {
  const auto found = std::ranges::find(templates, id, &MessageTemplate::id);
  return found == templates.end() ? nullptr : &*found;
}

bool is_same_text(const MessageTemplate& one, const MessageTemplate& other) {
  return one.group == other.group && one.name == other.name && one.text == other.text;
}

base::Status refuse(std::size_t index, std::string_view field, std::string expected) {
  return base::fail(base::invalid_input(fmt::format("messageTemplates[{}].{}", index, field),
                                        std::move(expected)));
}

/// How many of `templates` have an id that `others` does not have.
std::size_t count_missing(const Templates& templates, const Templates& others) {
  return static_cast<std::size_t>(std::ranges::count_if(
      templates, [&](const auto& one) { return find_template(others, one.id) == nullptr; }));
}

}  // namespace

base::Status check_message_templates(const Templates& stored, const Templates& sent) {
  std::set<MessageTemplateId> ids;
  std::set<std::pair<std::string_view, std::string_view>> names;
  for (std::size_t n = 0; n < sent.size(); ++n) {
    const MessageTemplate& one = sent[n];
    if (one.id && find_template(stored, one.id) == nullptr) {
      return refuse(n, "id", "the id of a template of the service, or null");
    }
    if (one.id && !ids.insert(one.id).second) return refuse(n, "id", "each template once");
    if (!names.emplace(one.group, one.name).second) {
      return refuse(n, "name", "a name that no other template of its group has");
    }
  }
  return {};
}

MessageTemplateChanges changes_between(const Templates& before, const Templates& after) {
  const auto is_changed = [&](const MessageTemplate& now) {
    const MessageTemplate* was = find_template(before, now.id);
    return was != nullptr && !is_same_text(*was, now);
  };
  return {.added = count_missing(after, before),
          .changed = static_cast<std::size_t>(std::ranges::count_if(after, is_changed)),
          .removed = count_missing(before, after)};
}

}  // namespace madoguchi::features
