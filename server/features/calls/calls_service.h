#pragma once

#include <atomic>
#include <unordered_map>
#include <vector>

#include "base/id_source.h"
#include "base/time.h"
#include "features/calls/call_routes.h"
#include "features/live/call_control.h"
#include "features/live/live_desk.h"
#include "storage/database.h"
#include "voice/telephone.h"

namespace madoguchi::features {

/// Between the telephone and the desk: a call becomes a contact under its own id, what the desk
/// decides is done on the telephone, what happens there is told to the desk.
///
/// The rows of caller and thread are committed before the desk hears of the call: a disk that is
/// too slow for them keeps the call out (503), and never holds it up afterwards.
class CallsService final : public voice::CallHandler, public CallControl {
 public:
  struct Parts {
    storage::Database& db;
    LiveDesk& desk;
    base::IdSource& ids;
    const base::Clock& clock;
    const ServiceDirectory& directory;
  };
  explicit CallsService(Parts parts) : parts_(parts) {}

  /// Before the telephone is opened.
  void set_routes(std::vector<CallRoute> routes) { routes_ = std::move(routes); }
  /// After LiveDesk::start(): ends the calls that died with the process before. `telephone` may be
  /// none; it outlives the desk's thread. Calls that come before are told to come later.
  void start(voice::Telephone* telephone);
  /// After Telephone::stop(): ends on the desk what ended with the telephone.
  void stop();

  // SIP thread
  [[nodiscard]] bool knows_number(const std::string& number) override;
  void on_call(const voice::IncomingCall& call) override;
  void on_ended(voice::CallId call, voice::CallEnd end) override;

  // desk thread
  void answer(base::ContactId call) override;
  void hang_up(base::ContactId call) override;
  void on_desk_loaded() override;

 private:
  /// A call that the telephone has not ended.
  struct Living {
    desk::StartCall start;
    bool is_answered = false;
  };

  [[nodiscard]] bool takes_calls() const;
  void take(const voice::IncomingCall& call);
  void store_caller(base::ContactId id);
  void begin(base::ContactId id, base::Result<base::CustomerId> customer);
  void start_on_desk(base::ContactId id);
  void refuse(base::ContactId id);
  void end_on_desk(base::ServiceId service, base::ContactId id, desk::EndReason reason);
  void end_dead_calls();

  Parts parts_;
  std::vector<CallRoute> routes_;
  std::atomic<voice::Telephone*> telephone_{nullptr};
  std::unordered_map<base::ContactId, Living> living_;           ///< desk thread, as is the next
  std::unordered_map<base::ContactId, desk::EndReason> ending_;  ///< not known to be stored
};

}  // namespace madoguchi::features
