#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "voice/media/net_address.h"

namespace madoguchi::voice {

/// A telephone company or exchange from which calls come, known by its addresses.
struct Trunk {
  std::string name;
  std::vector<NetAddress> hosts;  ///< of signalling; ports do not matter to calls that come
  // Of calls that go there, to the first of the hosts; port 0 is 5060:
  bool is_tcp = false;
  std::string user;  ///< what its challenges are answered with (digest, MD5); empty: they are not
  std::string password;
  bool registers = false;         ///< we register there, as `user`
  bool asserts_identity = false;  ///< P-Asserted-Identity (RFC 3325) beside From
  bool is_asked = true;  ///< whether it is there, by OPTIONS, when we do not register with it

  bool operator==(const Trunk&) const = default;
};

/// kInvalidInput: it has no host, or registers without a user. The text is a sentence.
[[nodiscard]] base::Status check_trunk(const Trunk& trunk);

/// How trunks are asked whether they are there (OPTIONS, RFC 3261 section 11).
struct TrunkCheck {
  std::chrono::seconds interval{30};  ///< 0: never
  std::chrono::seconds patience{8};   ///< an answer has to come in that time, five datagrams
};

/// Why a trunk cannot be used.
enum class TrunkFault {
  kNone,
  kNoAnswer,          ///< it is silent, and so is the network
  kUnreachable,       ///< the network says that there is no way to its address
  kPortClosed,        ///< its machine says that nothing listens there
  kConnectionLost,    ///< it closed the TCP connection without an answer
  kWrongCredentials,  ///< it does not accept user and password of our registration
  kRefused,           ///< it answered with a status by which it takes no calls
};

/// How one OPTIONS or REGISTER went.
struct TrunkAnswer {
  TrunkFault fault = TrunkFault::kNone;
  std::uint16_t status = 0;  ///< of the response; 0: none came

  bool operator==(const TrunkAnswer&) const = default;
};

/// In words, for the log.
[[nodiscard]] std::string text_of(const TrunkAnswer& answer);

enum class TrunkHealth {
  kUnknown,  ///< not asked, or the first answer is still to come
  kUp,
  kDown,
};

/// What the telephone knows of a trunk. A plain copy.
struct TrunkState {
  std::string name;
  TrunkHealth health = TrunkHealth::kUnknown;
  TrunkAnswer answer;                      ///< the last one
  base::Time since;                        ///< it is so, with this reason
  std::optional<base::Time> checked_at;    ///< when the last answer came, or none did in time
  std::optional<base::Time> last_call_at;  ///< the last call began, in either direction
  std::int64_t calls = 0;                  ///< now
};

}  // namespace madoguchi::voice
