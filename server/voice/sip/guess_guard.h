#pragma once

#include <list>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/time.h"

namespace madoguchi::voice {

struct GuessLimit {
  int failures = 5;                          ///< so many are answered
  base::Milliseconds first_silence{60'000};  ///< then this long nothing is, after the next twice so
  base::Milliseconds longest_silence{3'600'000};
  base::Milliseconds memory{24 * 3'600'000};  ///< without a failure: as if there had been none
  std::size_t max_keys = 10'000;  ///< beyond it the one whose last failure is oldest is forgotten
};

/// Makes guessing of passwords slow: after some failures a key (a host, an extension) is met with
/// silence for a time that doubles with each further failure. SIP thread.
class GuessGuard {
 public:
  GuessGuard(const base::Clock& clock, GuessLimit limit) : clock_(clock), limit_(limit) {}

  [[nodiscard]] bool is_silenced(std::string_view key) const;
  void note_failure(std::string_view key);
  void forget(std::string_view key);
  /// All keys that end so.
  void forget_ending(std::string_view end);
  [[nodiscard]] std::size_t size() const { return records_.size(); }

 private:
  struct Record {
    std::string key;
    int failures = 0;
    base::Time last;
    base::Time silent_until;
  };
  using Records = std::list<Record>;  ///< the one that failed last in front

  [[nodiscard]] Record& record_of(std::string_view key);
  [[nodiscard]] base::Milliseconds silence_after(int failures) const;

  const base::Clock& clock_;
  const GuessLimit limit_;
  Records records_;
  std::unordered_map<std::string_view, Records::iterator> by_key_;
};

}  // namespace madoguchi::voice
