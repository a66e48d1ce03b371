#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/id_source.h"
#include "base/random.h"
#include "base/result.h"
#include "base/time.h"
#include "voice/media/net_address.h"
#include "voice/media/port_pool.h"
#include "voice/media/rtp_leg.h"

namespace madoguchi::voice {

/// A telephone company or exchange from which calls come, known by its addresses.
struct Trunk {
  std::string name;
  std::vector<NetAddress> hosts;  ///< of signalling; ports do not matter
};

struct TelephoneOptions {
  NetAddress listen;        ///< UDP and TCP; port 0: any that is free for both
  std::string public_host;  ///< what Contact and session descriptions say; empty: that of `listen`
  PortRange rtp_ports;
  std::vector<Trunk> trunks;
  std::chrono::seconds rtp_timeout{30};  ///< 0: never
  std::size_t max_calls = 2'000;         ///< one more gets 503
  int media_threads = 1;
};

struct IncomingCall {
  CallId id;
  std::string trunk;
  std::string from;  ///< number or user name as it came, at most 64 characters; empty: withheld
  std::string to;    ///< the same, never empty
};

/// Why a call is not taken.
enum class CallRefusal {
  kNotFound,  ///< 404: nobody has this number
  kTryLater,  ///< 503 with Retry-After: too much to do, or the disk is slow
};

/// How a call ended that nobody here ended.
enum class CallEnd {
  kCallerLeft,      ///< hung up, or gave up before it was answered
  kMediaLost,       ///< no RTP and no RTCP for the time-out
  kSignallingLost,  ///< our answer was never acknowledged (RFC 3261 section 13.3.1.4)
};

/// Whoever decides what happens to calls. All functions are called on the SIP thread and must not
/// wait.
class CallHandler {
 public:
  virtual ~CallHandler() = default;
  /// Whether the number leads anywhere; nothing else is asked of a number that does not (404).
  [[nodiscard]] virtual bool knows_number(const std::string& number) = 0;
  /// The caller hears the ring-back tone until Telephone::answer() or refuse(), at most 10 s (503).
  virtual void on_call(const IncomingCall& call) = 0;
  /// Once for each call that on_call() told, unless it was ended by refuse() or hang_up().
  virtual void on_ended(CallId call, CallEnd end) = 0;
};

struct TelephoneCounts {
  std::int64_t calls = 0;      ///< now
  std::int64_t accepted = 0;   ///< on_call() was told, since the start; as are the next
  std::int64_t refused = 0;    ///< INVITEs of trunks that were refused
  std::int64_t strangers = 0;  ///< requests and connections of others than trunks
  std::int64_t malformed = 0;  ///< requests of trunks that break RFC 3261
  std::int64_t rtp_received = 0;
  std::int64_t rtp_refused = 0;  ///< from others than the caller, or no RTP of the call
  std::int64_t late_ticks = 0;   ///< of media threads
};

/// The telephone side of the program: SIP over UDP and TCP toward the trunks, and the media of the
/// calls. Owns the SIP thread and the media threads. Callers hear the hold music from the answer
/// on.
class Telephone {
 public:
  /// Binds and starts. kAlreadyExists: the port is taken; kUnavailable: any other reason; the text
  /// is a sentence. Handler, ids and clock outlive it.
  [[nodiscard]] static base::Result<std::unique_ptr<Telephone>> open(TelephoneOptions options,
                                                                     CallHandler& handler,
                                                                     base::IdSource& ids,
                                                                     const base::Clock& clock);
  virtual ~Telephone() = default;

  /// Where SIP is listening.
  [[nodiscard]] virtual NetAddress local() const = 0;
  [[nodiscard]] virtual TelephoneCounts counts() const = 0;
  /// Ends the calls with BYE and the threads.
  virtual void stop() = 0;

  // From every thread; harmless for a call that is over.
  virtual void answer(CallId call) = 0;
  virtual void refuse(CallId call, CallRefusal why) = 0;
  virtual void hang_up(CallId call) = 0;
};

}  // namespace madoguchi::voice
