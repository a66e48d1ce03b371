#include <algorithm>
#include <array>
#include <random>

#include <gtest/gtest.h>

#include "desk/desk_testing.h"
#include "desk/invariants_testing.h"

namespace madoguchi::desk {
namespace {

constexpr int kHistories = 100'000;
constexpr int kOperators = 4;
constexpr int kMostAtOnce = 8;
constexpr int kWholeCheckEvery = 500;

/// A phone desk on which everything happens in any order, until so many calls have ended.
class PhoneDesk {
 public:
  explicit PhoneDesk(std::uint64_t seed) : random_(seed) {
    run(SetService{kShop, {}});
    run(SetQueue{{kFront, kShop}, {}});
    for (int i = 0; i < kOperators; ++i) {
      run(SetOperator{{who(i), {{kShop, false, true}}, {kFront}, 0}});
      run(ConnectPhone{who(i)});
      run(ChooseState{who(i), ChosenState::kReady});
    }
  }

  void step() {
    now_ += base::Milliseconds(below(4) == 0 ? below(9'000) : below(40));
    run(command());
    while (due()) run(Tick{});
    if (++steps_ % kWholeCheckEvery == 0) expect_nothing(check_invariants(state_));
  }

  /// Nobody does anything any more: time alone has to end every call.
  void drain() {
    for (int hours = 0; hours < 2 && !open_.empty(); ++hours) {
      const Time end = now_ + base::Minutes(60);
      while (const auto at = next_deadline(state_)) {
        if (*at > end) break;
        now_ = std::max(now_, *at);
        run(Tick{});
      }
      now_ = end;
      for (const ContactId call : std::vector(open_)) {
        // What has an owner and audio goes on until somebody ends it.
        run(SetOperatorLeg{kShop, call, false});
      }
    }
  }

  [[nodiscard]] int ended() const { return ended_; }
  [[nodiscard]] std::size_t open() const { return open_.size(); }
  [[nodiscard]] const std::vector<std::string>& problems() const { return problems_; }

 private:
  static OperatorId who(int index) { return OperatorId(101 + index); }
  int below(int limit) { return static_cast<int>(random_() % static_cast<unsigned>(limit)); }
  OperatorId anybody() { return who(below(kOperators)); }
  ContactId any_call() {
    return open_.empty() ? ContactId(1)
                         : open_[static_cast<std::size_t>(below(static_cast<int>(open_.size())))];
  }
  /// Mostly whoever has it, so that commands are accepted.
  OperatorId haver(ContactId call) {
    const Contact* contact = state_.contacts.find(call);
    return contact == nullptr || !contact->owner || below(10) == 0 ? anybody() : contact->owner;
  }
  [[nodiscard]] bool due() const {
    const auto at = next_deadline(state_);
    return at && *at <= now_;
  }

  Command command() {
    if (std::ssize(open_) < kMostAtOnce && below(3) == 0) return start();
    const ContactId call = any_call();
    switch (below(16)) {
      case 14:
        return SetRingsThere{kShop, call};
      case 15:
        return SetDialAnswered{kShop, call};
      case 0:
        return EndCall{kShop, call, any_reason()};
      case 1:
        return DeclineCall{kShop, call, haver(call)};
      case 2:
        return HoldCall{kShop, call, haver(call), below(2) == 0};
      case 3:
      case 4:
        return SetOperatorLeg{kShop, call, below(4) != 0, below(3) == 0};
      case 5:
      case 6:
        return EndAsOperator{kShop, call, haver(call)};
      case 7:
        return ChooseState{anybody(), static_cast<ChosenState>(below(4))};
      case 8:
        return ChooseState{anybody(), ChosenState::kReady};
      case 9:
        return SetSwitches{anybody(), {}, below(5) == 0, below(5) != 0};
      case 10:
        return below(3) == 0 ? Command(DisconnectPhone{anybody()}) : ConnectPhone{anybody()};
      default:
        return AcceptCall{kShop, call, haver(call)};
    }
  }

  EndReason any_reason() {
    constexpr std::array kReasons{EndReason::kCallerLeft, EndReason::kCallerLeft,
                                  EndReason::kMediaLost, EndReason::kBusy, EndReason::kNoAnswer};
    return kReasons[static_cast<std::size_t>(below(std::ssize(kReasons)))];
  }

  Command start() {
    const ContactId call(++last_call_);
    if (below(3) == 0) {
      return DialCall{kShop,
                      call,
                      ThreadId(last_call_),
                      CustomerId(7),
                      kFront,
                      anybody(),
                      {"", "", "", "", Direction::kOutbound}};
    }
    return StartCall{kShop, call, ThreadId(last_call_), CustomerId(7), kFront, below(2), {}};
  }

  void run(const Command& command) {
    const Decision decision = decide(state_, command, now_);
    for (const Event& event : decision.events) {
      desk::apply(state_, event);
      if (const auto* started = std::get_if<ContactStarted>(&event))
        open_.push_back(started->contact);
      if (const auto* over = std::get_if<ContactEnded>(&event)) take_end(*over);
    }
    expect_nothing(check_touched(state_, decision.events));
  }

  void take_end(const ContactEnded& over) {
    ++ended_;
    if (std::erase(open_, over.contact) != 1) problems_.emplace_back("a call ended twice");
  }

  void expect_nothing(const std::vector<std::string>& found) {
    problems_.insert(problems_.end(), found.begin(), found.end());
  }

  std::mt19937_64 random_;
  DeskState state_;
  Time now_ = kMorning;
  std::vector<ContactId> open_;
  std::int64_t last_call_ = 0;
  long steps_ = 0;
  int ended_ = 0;
  std::vector<std::string> problems_;
};

TEST(CallHistories, every_call_ends_with_a_reason_and_nobody_is_left) {
  PhoneDesk desk(1);
  while (desk.ended() < kHistories && desk.problems().empty()) desk.step();
  desk.drain();
  EXPECT_EQ(desk.open(), 0u) << "a call that nothing ends";
  EXPECT_EQ(desk.problems(), std::vector<std::string>{});
  EXPECT_GE(desk.ended(), kHistories);
}

}  // namespace
}  // namespace madoguchi::desk
