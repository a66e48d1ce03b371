#include "desk/names.h"

#include <array>

namespace madoguchi::desk {
namespace {

/// In the order of the enum, up to its last value; names_test.cpp holds each against its
/// enumerators.
template <class Enum>
struct Names;

#define MADOGUCHI_NAMES(Enum, last, ...)                                        \
  template <>                                                                   \
  struct Names<Enum> {                                                          \
    static constexpr std::string_view kAll[] = {__VA_ARGS__};                   \
    static_assert(std::size(kAll) == static_cast<std::size_t>(Enum::last) + 1); \
  }

MADOGUCHI_NAMES(Channel, kCall, "webChat", "call");
MADOGUCHI_NAMES(Direction, kOutbound, "inbound", "outbound");
MADOGUCHI_NAMES(ChosenState, kBreak, "offline", "ready", "work", "break");
MADOGUCHI_NAMES(StateCause, kNotAnswering, "chosen", "changed", "notAnswering");
MADOGUCHI_NAMES(Assignment, kOwned, "none", "queued", "offered", "owned");
MADOGUCHI_NAMES(Conversation, kEnded, "new", "waiting", "active", "snoozed", "ended");
MADOGUCHI_NAMES(EndReason, kTrunkDown, "operatorEnded", "customerEnded", "customerSilent",
                "userLeft", "noOperator", "ringTimeout", "operatorLost", "mediaLost",
                "signallingLost", "interrupted", "busy", "noAnswer", "rejected", "unknownNumber",
                "trunkDown");
MADOGUCHI_NAMES(MessageKind, kNote, "customer", "reply", "note");
MADOGUCHI_NAMES(LineKind, kAnswered, "started", "queued", "assigned", "joined", "returned",
                "handedOver", "snoozed", "woke", "silenceWarning", "ended", "ringing",
                "notAnswered", "declined", "operatorLost", "held", "resumed", "dialed", "answered");
MADOGUCHI_NAMES(Hindrance, kWrapUp, "", "noRight", "offline", "notReady", "chatOff", "doNotDisturb",
                "full", "noPhone", "phoneOff", "inCall", "wrapUp");

#undef MADOGUCHI_NAMES

template <class Enum>
std::string_view find_name(Enum value) {
  return Names<Enum>::kAll[static_cast<std::size_t>(value)];
}

}  // namespace

template <class Enum>
std::optional<Enum> from_name(std::string_view name) {
  int value = 0;
  for (const std::string_view known : Names<Enum>::kAll) {
    if (known == name) return static_cast<Enum>(value);
    ++value;
  }
  return std::nullopt;
}

// One pair for each enum of names.h: the text of a value, and the value of a text.
#define MADOGUCHI_NAMED(Enum)                                       \
  std::string_view name_of(Enum value) { return find_name(value); } \
  template std::optional<Enum> from_name<Enum>(std::string_view)

MADOGUCHI_NAMED(Channel);
MADOGUCHI_NAMED(Direction);
MADOGUCHI_NAMED(ChosenState);
MADOGUCHI_NAMED(StateCause);
MADOGUCHI_NAMED(Assignment);
MADOGUCHI_NAMED(Conversation);
MADOGUCHI_NAMED(EndReason);
MADOGUCHI_NAMED(MessageKind);
MADOGUCHI_NAMED(LineKind);
MADOGUCHI_NAMED(Hindrance);

#undef MADOGUCHI_NAMED

}  // namespace madoguchi::desk
