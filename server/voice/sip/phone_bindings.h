#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/time.h"
#include "voice/media/net_address.h"
#include "voice/sip/re.h"

namespace madoguchi::voice {

/// The way to a phone: requests to it go where its REGISTER came from, over the same transport.
struct PhoneFlow {
  NetAddress address;
  bool is_tcp = false;
  bool operator==(const PhoneFlow&) const = default;
};

/// Where one phone of an extension is to be found (RFC 3261 section 10.3).
struct PhoneBinding {
  std::string contact;  ///< the address it gave, as it wrote it
  PhoneFlow flow;
  bool is_behind_nat = false;  ///< the address it gave is not where it is
  std::string call_id;
  std::uint32_t sequence = 0;
  base::Time expires_at;
};

/// A phone rings or talks for as long as it is held.
using PhoneInCall = std::shared_ptr<void>;

/// Which phones are registered, by extension, and from where calls are heard. SIP thread.
class PhoneBindings {
 public:
  static constexpr std::size_t kMostOfExtension = 3;

  [[nodiscard]] const std::vector<PhoneBinding>& of(const std::string& extension) const;
  /// Takes the place of the one of the same contact or flow, or of the oldest when there are three.
  void put(const std::string& extension, PhoneBinding binding);
  /// Harmless when there is none.
  void remove(const std::string& extension, const std::string& contact);
  void remove_all(const std::string& extension);
  /// Removes what has expired; the extensions that lost a binding.
  [[nodiscard]] std::vector<std::string> expire(base::Time now);

  [[nodiscard]] bool is_bound(const NetAddress& address) const { return flows_.contains(address); }
  /// The bindings outlive it.
  [[nodiscard]] PhoneInCall begin_call(const NetAddress& address);
  /// Whether a phone is registered there, or was and is in a call that goes on.
  [[nodiscard]] bool is_heard(const NetAddress& address) const {
    return is_bound(address) || in_calls_.contains(address);
  }
  /// Whether this extension is registered from the host, at whatever port.
  [[nodiscard]] bool is_at(const std::string& extension, const NetAddress& host) const;
  [[nodiscard]] const std::map<std::string, std::vector<PhoneBinding>>& all() const {
    return by_extension_;
  }

 private:
  template <class Predicate>
  void remove_if(const std::string& extension, Predicate predicate);
  using Counts = std::unordered_map<NetAddress, int, NetAddressHash>;
  static void uncount(Counts& counts, const NetAddress& address);

  std::map<std::string, std::vector<PhoneBinding>> by_extension_;  ///< the oldest first; none empty
  Counts flows_;                                                   ///< how many bindings have it
  Counts in_calls_;                                                ///< how many calls
};

/// Whether two addresses mean the same phone: RFC 3261 section 19.1.4, of the parameters only
/// transport. False when one of them is no SIP address.
[[nodiscard]] bool is_same_address(std::string_view left, std::string_view right);

}  // namespace madoguchi::voice
