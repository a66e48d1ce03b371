#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/id_source.h"
#include "base/time.h"
#include "features/calls/call_phone.h"
#include "features/calls/call_recorder.h"
#include "features/calls/call_routes.h"
#include "features/calls/operator_phones.h"
#include "features/calls/phones_online.h"
#include "features/customers/customer.h"
#include "features/desk_phones/desk_phone.h"
#include "features/live/call_control.h"
#include "features/live/live_desk.h"
#include "features/trunks/phone_number.h"
#include "storage/database.h"
#include "voice/telephone.h"

namespace madoguchi::features {

/// Between the telephone and the desk: a call becomes a contact under its own id, what the desk
/// decides is done on the telephone, what happens there is told to the desk.
///
/// The rows of caller and thread are committed before the desk hears of the call: a disk that is
/// too slow for them keeps the call out (503), and never holds it up afterwards.
class CallsService final : public voice::CallHandler,
                           public CallControl,
                           public DeskPhonesListener,
                           public NumbersListener {
 public:
  struct Parts {
    storage::Database& db;
    LiveDesk& desk;
    base::IdSource& ids;
    const base::Clock& clock;
    const ServiceDirectory& directory;
  };
  explicit CallsService(Parts parts) : parts_(parts) {}

  /// Those of the configuration, which come first; before the telephone is opened.
  void set_routes(std::vector<CallRoute> routes);
  void numbers_changed(std::vector<PhoneNumber> numbers) override;
  /// Before the telephone is opened; outlives the desk's thread.
  void set_recorder(CallRecorder& recorder) { recorder_ = &recorder; }
  /// Before the telephone is opened; outlives the desk's thread and the telephone.
  void set_phones(OperatorPhones& phones) { phones_ = &phones; }
  /// After LiveDesk::start(): ends the calls that died with the process before. `telephone` may be
  /// none; it outlives the desk's thread. Calls that come before are told to come later.
  void start(voice::Telephone* telephone);
  /// After Telephone::stop(): ends on the desk what ended with the telephone.
  void stop();

  // SIP thread
  [[nodiscard]] bool knows_number(const std::string& number) override;
  void on_call(const voice::IncomingCall& call) override;
  void on_ended(voice::CallId call, voice::CallEnd end) override;
  void on_operator_side(voice::CallId call, voice::OperatorSide what) override;
  /// Keys of a customer are for scripts, of which there is none yet.
  void on_key(voice::CallId, char) override {}
  void on_dial_progress(voice::CallId call, voice::DialProgress progress) override;
  void on_phones(const std::string& extension, std::size_t registered) override;
  void on_phone_answered(voice::CallId call, const std::string& extension) override;
  void on_phone_declined(voice::CallId call, const std::string& extension) override;
  void on_phone_left(voice::CallId call, const std::string& extension) override;

  // every thread
  void on_password_changed(const std::string& extension) override;

  // desk thread
  void answer(base::ContactId call) override;
  void park(base::ContactId call) override;
  void hold(base::ContactId call, bool is_held) override;
  void hang_up(base::ContactId call) override;
  void ring(base::ContactId call, base::OperatorId who) override;
  void stop_ringing(base::ContactId call, base::OperatorId who) override;
  void on_desk_loaded() override;

  /// The operator answers: on the desk, and with the recorder. The audio follows with connect().
  [[nodiscard]] base::Status accept(const desk::AcceptCall& command);
  /// Whether the operator can dial now [V5], before rows are written for the call. Errors as of
  /// desk::DialCall and of may_begin().
  [[nodiscard]] base::Status may_dial(base::ServiceId service, base::OperatorId who) const;
  /// Customer and thread are committed. The audio follows with connect(), the outcome by
  /// on_dial_progress().
  [[nodiscard]] base::Status dial(const desk::DialCall& command);
  /// What an operator of the call may do with its audio needs that they talk in it. kNotFound,
  /// kConflict: owner, or it rings.
  [[nodiscard]] base::Status require_talker(base::ServiceId service, base::ContactId call,
                                            base::OperatorId who) const;

  // A customer in a browser: expect(), open(), begin_expected(). Desk thread.

  /// The telephone opens this call next, and tells its end from then on.
  void expect(const desk::StartCall& start);
  /// It is open, and the rows of its customer and thread are stored. kConflict: it ended meanwhile;
  /// else what the desk refuses.
  [[nodiscard]] base::Status begin_expected(const desk::StartCall& start);
  /// Its customer gives it up, other than by the telephone. Harmless when it is over.
  void leave(base::ContactId call);
  /// Neither the telephone nor the desk has ended it.
  [[nodiscard]] bool is_living(base::ContactId call) const { return living_.contains(call); }

  // Every thread. kUnavailable: there is no telephone.

  [[nodiscard]] bool has_telephone() const { return telephone_.load() != nullptr; }
  /// Whether a call may begin just now; kTryLater: the stall rule of the desk.
  [[nodiscard]] base::Status may_begin() const;
  /// Where calls to a number go. Nothing: it leads nowhere.
  [[nodiscard]] std::optional<CallTarget> target_of(const std::string& number) const;
  /// This browser carries the audio of the call's customer, see voice::Telephone::open_web_call().
  void open(base::ContactId call, std::string offer, voice::DescriptionReply reply);
  /// This browser carries the audio of the call's operator from now on, see
  /// voice::Telephone::connect_browser().
  void connect(base::ContactId call, std::string offer, voice::DescriptionReply reply);
  /// A test of an operator's devices, see voice::Telephone::open_echo().
  void open_echo(std::string offer, voice::DescriptionReply reply);
  /// To the customer's side, see voice::Telephone::send_keys().
  [[nodiscard]] base::Status send_keys(base::ContactId call, std::string keys);

 private:
  /// A call that the telephone has not ended.
  struct Living {
    desk::StartCall start;
    bool is_answered = false;
    bool is_tapped = false;
    bool rings_there = false;  ///< dialled
    base::OperatorId talker;   ///< whose audio is, or shall be, connected
    bool is_leg_connected = false;
    CallPhone phone;
  };

  using Routes = std::shared_ptr<const std::vector<CallRoute>>;
  [[nodiscard]] Routes routes() const;

  /// Never null; kUnavailable when there is none.
  [[nodiscard]] base::Result<voice::Telephone*> telephone() const;
  [[nodiscard]] bool takes_calls() const;
  void take(const voice::IncomingCall& call);
  void store_caller(base::ContactId id);
  void begin(base::ContactId id, base::Result<Customer> customer);
  void start_on_desk(base::ContactId id);
  void refuse(base::ContactId id);
  void take_dial_answer(base::ContactId id);
  void take_dial_failure(base::ContactId id, std::uint16_t status);
  void give_up_dialing();
  void record(Living& call);
  void end_on_desk(base::ServiceId service, base::ContactId id, desk::EndReason reason);
  void end_dead_calls();
  void keep_talking();
  void tell_leg(const Living& call);
  void set_phones_online(const std::string& extension, bool is_online);
  void accept_on_phone(base::ContactId id, const std::string& extension);
  void decline_on_phone(base::ContactId id, const std::string& extension);
  void leave_on_phone(base::ContactId id, const std::string& extension);
  void ring_anew();
  [[nodiscard]] voice::DescriptionReply instead_of_phone(base::ContactId id,
                                                         voice::DescriptionReply reply);

  Parts parts_;
  mutable std::mutex routes_mutex_;  ///< of the next two
  std::vector<CallRoute> fixed_routes_;
  Routes routes_ = std::make_shared<const std::vector<CallRoute>>();
  CallRecorder* recorder_ = nullptr;
  OperatorPhones* phones_ = nullptr;
  std::atomic<voice::Telephone*> telephone_{nullptr};
  std::unordered_map<base::ContactId, Living> living_;           ///< desk thread, as are the next
  std::unordered_map<base::ContactId, desk::EndReason> ending_;  ///< not known to be stored
  PhonesOnline phones_online_;
};

}  // namespace madoguchi::features
