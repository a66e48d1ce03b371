#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "desk/decide.h"
#include "desk/restore.h"

namespace madoguchi::desk {

constexpr ServiceId kShop{1};
constexpr ServiceId kBank{2};
constexpr QueueId kFront{11};  ///< of the shop
constexpr QueueId kBack{12};   ///< of the shop
constexpr QueueId kVault{21};  ///< of the bank
constexpr OperatorId kAki{101};
constexpr OperatorId kBen{102};
constexpr OperatorId kCho{103};
constexpr Time kMorning = base::from_unix_ms(1'795'132'800'000);

/// A desk with two services, three queues and a clock that the test moves. After every command the
/// invariants must hold, and a command that is refused must have no events.
class World {
 public:
  /// Services and queues as above; the settings are the standard ones.
  World();

  Decision run(const Command& command);
  /// Runs it; the test fails when it is refused.
  Decision expect(const Command& command);
  /// "" when it was accepted, else what refusal_of() says.
  std::string refusal(const Command& command);

  /// Moves the clock and lets happen what is due on the way, each at its time.
  std::vector<Event> pass(base::Milliseconds duration);

  /// Adds an operator with the right in the shop and a place in its front queue, who is connected,
  /// ready and takes chats. One millisecond passes.
  void enter(OperatorId id, int capacity = 3);
  /// Adds an operator with both rights in the shop and a place in its front queue, who is ready and
  /// can be rung; the chat switch is off. One millisecond passes.
  void enter_phone(OperatorId id);
  /// A customer writes in a thread of the shop. Gives the contact that took the message. One
  /// millisecond passes.
  ContactId write(std::int64_t thread, const std::string& client_id = {}, QueueId queue = kFront);
  void reply(ContactId contact, OperatorId by);
  void open(ContactId contact, OperatorId by);

  [[nodiscard]] const Contact& contact(ContactId id) const;
  [[nodiscard]] const Operator& who(OperatorId id) const;
  /// "queued", "offered 101", "owned 101", "none".
  [[nodiscard]] std::string assignment(ContactId id) const;
  [[nodiscard]] std::string conversation(ContactId id) const;

  DeskState state;
  Time now = kMorning;

 private:
  std::int64_t next_id_ = 1'000;
};

/// The key of the error with the field or the first word of its detail: "conflict ended",
/// "invalidInput number", "notFound". Empty: not refused.
std::string refusal_of(const Decision& decision);

/// All events of one kind, in order.
template <class Kind>
std::vector<Kind> events_of(const std::vector<Event>& events) {
  std::vector<Kind> found;
  for (const Event& event : events) {
    if (const Kind* fact = std::get_if<Kind>(&event)) found.push_back(*fact);
  }
  return found;
}

template <class Kind>
std::vector<Kind> effects_of(const Decision& decision) {
  std::vector<Kind> found;
  for (const Effect& effect : decision.effects) {
    if (const Kind* fact = std::get_if<Kind>(&effect)) found.push_back(*fact);
  }
  return found;
}

/// The kinds of the desk's lines: "started assigned".
std::string lines_of(const std::vector<Event>& events);

/// The rows of a desk, as the store would give them; without the client ids of messages.
DeskSnapshot rows_of(const DeskState& state);

/// For failures: "TakeContact service 1 contact 500 operator 101".
std::string describe(const Command& command);

/// Cells of a table written as text: lines of words between '|', the first line names the columns,
/// the first word of each line the row.
struct Table {
  explicit Table(std::string_view text);
  std::vector<std::string> columns;  ///< without the first
  std::vector<std::vector<std::string>> rows;
};

}  // namespace madoguchi::desk
