#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/result.h"

namespace madoguchi::features {

/// A text that operators of a service insert into replies and notes. [M2]
struct MessageTemplate {
  base::MessageTemplateId id;  ///< zero in what a request sends: a new one
  std::string group;           ///< empty: none
  std::string name;            ///< unique in its group
  std::string text;

  bool operator==(const MessageTemplate&) const = default;
};

/// The templates of a service, in the order in which they are shown.
struct MessageTemplateList {
  std::int64_t version = 0;  ///< counts the changes of the list
  std::vector<MessageTemplate> templates;
};

/// How a list differs from the one before it.
struct MessageTemplateChanges {
  std::size_t added = 0;
  std::size_t changed = 0;  ///< group, name or text; not the order alone
  std::size_t removed = 0;
};

/// kInvalidInput for an id that is not in `stored` or stands twice in `sent`, and for a name that
/// stands twice in one group.
[[nodiscard]] base::Status check_message_templates(const std::vector<MessageTemplate>& stored,
                                                   const std::vector<MessageTemplate>& sent);
[[nodiscard]] MessageTemplateChanges changes_between(const std::vector<MessageTemplate>& before,
                                                     const std::vector<MessageTemplate>& after);

}  // namespace madoguchi::features
