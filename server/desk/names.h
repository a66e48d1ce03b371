#pragma once

#include <optional>
#include <string_view>

#include "desk/types.h"

namespace madoguchi::desk {

// The text of the enums, the same in rows and in JSON: kOperatorEnded is "operatorEnded".

[[nodiscard]] std::string_view name_of(Channel value);
[[nodiscard]] std::string_view name_of(Direction value);
[[nodiscard]] std::string_view name_of(ChosenState value);
[[nodiscard]] std::string_view name_of(StateCause value);
[[nodiscard]] std::string_view name_of(Assignment value);
[[nodiscard]] std::string_view name_of(Conversation value);
[[nodiscard]] std::string_view name_of(EndReason value);
[[nodiscard]] std::string_view name_of(MessageKind value);
[[nodiscard]] std::string_view name_of(LineKind value);
[[nodiscard]] std::string_view name_of(Hindrance value);  ///< kNone is ""

/// Reads what name_of() wrote; none for any other text. Defined for the enums above.
template <class Enum>
[[nodiscard]] std::optional<Enum> from_name(std::string_view name);

}  // namespace madoguchi::desk
