#include <array>
#include <cstdlib>
#include <iostream>
#include <thread>

#include <gtest/gtest.h>

#include "desk/chance_testing.h"
#include "desk/desk_testing.h"
#include "desk/invariants_testing.h"
#include "desk/restore.h"

namespace madoguchi::desk {
namespace {

constexpr int kCommandsPerWorld = 10'000;
constexpr long kCommandsShown = 25;
constexpr int kThreads = 2;  ///< each with worlds of its own
/// One world in so many is checked as a whole after every command; the others after every so many,
/// in between what was touched.
constexpr int kWholeChecks = 20;

long commands_wanted() {
  const char* text = std::getenv("MADOGUCHI_RANDOM_COMMANDS");
  return text == nullptr ? 1'000'000 : std::strtol(text, nullptr, 10);
}

/// What is true of the events themselves, over the life of all contacts.
class Story {
 public:
  /// What contradicts what was told before; "" when nothing does.
  std::string follow(const Event& event) {
    return std::visit([this](const auto& fact) { return tell(fact); }, event);
  }

 private:
  std::string tell(const ContactStarted& fact) {
    return last_number_.emplace(fact.contact, 0).second ? "" : "a contact starts twice";
  }
  std::string tell(const MessageAdded& fact) { return count(fact.contact, fact.number); }
  std::string tell(const LineAdded& fact) { return count(fact.contact, fact.number); }
  std::string tell(const ContactEnded& fact) {
    return ended_.insert(fact.contact).second ? "" : "a contact ends twice";
  }
  std::string tell(const ContactForgotten&) { return ""; }
  std::string tell(const MessagesRead&) { return ""; }
  template <class Fact>
  std::string tell(const Fact& fact) {
    if constexpr (requires { fact.contact; }) {
      if (ended_.contains(fact.contact)) return "something happens to an ended contact";
    }
    return "";
  }

  std::string count(ContactId contact, int number) {
    if (ended_.contains(contact)) return "something is written in an ended contact";
    return ++last_number_[contact] == number ? "" : "numbers have a gap or a double";
  }

  std::unordered_map<ContactId, int> last_number_;
  std::set<ContactId> ended_;
};

/// How often each kind of event came.
using Kinds = std::array<long, std::variant_size_v<EventKinds>>;

/// One small desk and everything that is checked about it.
class RandomWorld {
 public:
  RandomWorld(std::uint64_t seed, Kinds& kinds)
      : chance_(seed, state_), kinds_(kinds), is_checked_whole_(seed % kWholeChecks == 0) {
    must_accept(SetService{kShop, {}});
    must_accept(SetService{kBank, {}});
    for (int queue = 11; queue < 15; ++queue) {
      must_accept(SetQueue{{QueueId(queue), ServiceId(queue < 14 ? 1 : 2)}, {}});
    }
  }

  /// False at the first thing that is wrong; problems() says what.
  bool step() {
    now_ += chance_.pause();
    const bool was_accepted = run(chance_.command(now_));
    accepted_ += was_accepted ? 1 : 0;
    if (chance_.one_in(1'000)) check_restored();
    return problems_.empty();
  }

  [[nodiscard]] const std::vector<std::string>& problems() const { return problems_; }
  /// Those since record().
  [[nodiscard]] const std::string& commands() const { return commands_; }
  void record() { is_recording_ = true; }
  [[nodiscard]] int accepted() const { return accepted_; }

 private:
  void must_accept(const Command& command) {
    if (!run(command)) problems_.emplace_back("the world was not set up");
  }

  bool run(const Command& command) {
    if (is_recording_) write_down(command);
    const Decision decision = decide(state_, command, now_);
    for (const Event& event : decision.events) {
      desk::apply(state_, event);
      ++kinds_[event.index()];
      if (std::string wrong = story_.follow(event); !wrong.empty()) problems_.push_back(wrong);
    }
    if (decision.refused && !decision.events.empty()) problems_.emplace_back("refused with events");
    if (std::holds_alternative<Tick>(command)) check_nothing_is_due();
    check(decision.events);
    return !decision.refused;
  }

  void check(const std::vector<Event>& events) {
    const bool is_whole = is_checked_whole_ || chance_.one_in(kWholeChecks);
    for (std::string& wrong : is_whole ? check_invariants(state_) : check_touched(state_, events)) {
      problems_.push_back(std::move(wrong));
    }
  }

  /// The worlds are so small that one Tick takes care of all.
  void check_nothing_is_due() {
    const auto due = next_deadline(state_);
    if (due && *due <= now_) problems_.emplace_back("something due did not happen");
  }

  void check_restored() {
    const base::Result<DeskState> restored = restore(rows_of(state_), now_);
    if (!restored) {
      problems_.emplace_back("not restored: " + restored.error().detail);
      return;
    }
    for (const std::string& wrong : check_invariants(*restored)) {
      problems_.emplace_back("restored: " + wrong);
    }
  }

  void write_down(const Command& command) {
    commands_ += "  " + std::to_string(base::to_unix_ms(now_)) + " " + describe(command) + "\n";
  }

  DeskState state_;
  Chance chance_;
  Kinds& kinds_;
  const bool is_checked_whole_;
  Story story_;
  Time now_ = kMorning;
  int accepted_ = 0;
  std::vector<std::string> problems_;
  bool is_recording_ = false;
  std::string commands_;
};

/// MADOGUCHI_RANDOM_SEED repeats a run; without it the seed is the same every time, so that a
/// failure is everybody's.
std::uint64_t first_seed() {
  const char* text = std::getenv("MADOGUCHI_RANDOM_SEED");
  return text == nullptr ? 1 : std::strtoull(text, nullptr, 10);
}

/// The worlds of one thread.
struct Lives {
  long done = 0;
  long accepted = 0;
  Kinds kinds{};
  std::string failure;

  void live(std::uint64_t seed, long commands);
};

/// Lives the world once more up to the step that went wrong, to tell the last commands.
std::string story_of(std::uint64_t seed, long wrong_step) {
  Kinds kinds{};
  RandomWorld world(seed, kinds);
  for (long step = 0; step <= wrong_step; ++step) {
    if (step + kCommandsShown > wrong_step) world.record();
    world.step();
  }
  std::string story =
      "world " + std::to_string(seed) + ", step " + std::to_string(wrong_step) + "\n";
  for (const std::string& problem : world.problems()) story += "  wrong: " + problem + "\n";
  return story + world.commands();
}

void Lives::live(std::uint64_t seed, long commands) {
  RandomWorld world(seed, kinds);
  for (long step = 0; step < commands; ++step) {
    if (world.step()) continue;
    failure = story_of(seed, step);
    return;
  }
  done += commands;
  accepted += world.accepted();
}

/// Every thread lives through every kThreads-th world until all have `wanted` commands together, or
/// one is wrong.
std::vector<Lives> live_in_all_worlds(long wanted) {
  std::vector<Lives> runs(kThreads);
  const long worlds = (wanted + kCommandsPerWorld - 1) / kCommandsPerWorld;
  std::vector<std::jthread> threads;
  for (int thread = 0; thread < kThreads; ++thread) {
    threads.emplace_back([&run = runs[thread], thread, worlds] {
      for (long world = thread; world < worlds && run.failure.empty(); world += kThreads) {
        run.live(first_seed() + world, kCommandsPerWorld);
      }
    });
  }
  threads.clear();
  return runs;
}

TEST(DeskRandom, keeps_its_invariants_after_every_command) {
  long done = 0;
  long accepted = 0;
  Kinds kinds{};
  for (const Lives& run : live_in_all_worlds(commands_wanted())) {
    EXPECT_EQ(run.failure, "") << "repeat with MADOGUCHI_RANDOM_SEED=" << first_seed();
    done += run.done;
    accepted += run.accepted;
    for (std::size_t kind = 0; kind < kinds.size(); ++kind) kinds[kind] += run.kinds[kind];
  }
  std::cout << done << " commands from seed " << first_seed() << ", " << accepted << " accepted\n";
  if (HasFailure()) return;
  EXPECT_GT(accepted, done / 3) << "too few commands mean anything";
  for (std::size_t kind = 0; kind < kinds.size(); ++kind) {
    EXPECT_GT(kinds[kind], done / 10'000) << "hardly an event of kind " << kind;
  }
}

}  // namespace
}  // namespace madoguchi::desk
