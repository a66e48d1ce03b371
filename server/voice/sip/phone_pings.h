#pragma once

#include <map>
#include <memory>
#include <string>

#include "voice/sip/options_request.h"
#include "voice/sip/phone_bindings.h"

namespace madoguchi::voice {

class PhonePingsListener {
 public:
  virtual ~PhonePingsListener() = default;
  /// The phone did not answer. SIP thread.
  virtual void on_unreachable(const std::string& extension, const std::string& contact) = 0;
};

/// Asks phones behind a NAT every 25 seconds whether they are there (OPTIONS, RFC 3261 section 11):
/// the NAT keeps the way open by it, and a phone that is gone is noticed within a minute. Any
/// answer will do. SIP thread; stack and bindings outlive it.
class PhonePings {
 public:
  static constexpr base::Seconds kInterval{25};

  PhonePings(sip& stack, std::string from, const PhoneBindings& bindings,
             PhonePingsListener& listener);
  ~PhonePings();
  PhonePings(const PhonePings&) = delete;
  PhonePings& operator=(const PhonePings&) = delete;

  /// Asks those whose turn it is. Called about once a second.
  void tick(base::Time now);

 private:
  using Key = std::pair<std::string, std::string>;  ///< extension and contact

  void ask(const Key& key, const PhoneFlow& flow);
  void forget_the_gone();

  sip& stack_;
  const std::string from_;
  const PhoneBindings& bindings_;
  PhonePingsListener& listener_;
  std::map<Key, base::Time> due_;
  std::map<Key, std::unique_ptr<OptionsRequest>> waiting_;
};

}  // namespace madoguchi::voice
