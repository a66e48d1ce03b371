#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "base/change_gate.h"
#include "base/id_source.h"
#include "base/secret_box.h"
#include "features/audit/audit_log.h"
#include "features/services/service_directory.h"
#include "features/sign_in/principal.h"
#include "features/trunks/phone_number.h"
#include "features/trunks/stored_trunk.h"
#include "features/trunks/trunk_names.h"
#include "storage/database.h"
#include "voice/telephone.h"

namespace madoguchi::features {

/// Trunks and numbers: those of the configuration, which are fixed, and those that admins of the
/// organization make. What is made has effect at once, on the telephone and for calls. Kept in
/// memory; safe to call from every thread.
///
/// Errors of changes: kForbidden, kNotFound; kInvalidInput and kAlreadyExists name the field.
class TrunksService {
 public:
  struct Parts {
    storage::Database& database;
    base::IdSource& ids;
    const AuditLog& audit;
    const ServiceDirectory& directory;
    NumbersListener& listener;
    TrunkNamesListener& names;
  };
  /// What the configuration says.
  struct Fixed {
    std::vector<voice::Trunk> trunks;
    std::vector<FixedNumber> numbers;
  };
  explicit TrunksService(Parts parts) : parts_(parts) {}

  /// Reads all, blocking, before the first request. A password that cannot be opened is an error in
  /// the log; its trunk then has none.
  [[nodiscard]] base::Status load_all(base::SecretBox box);
  /// Once the telephone is open; null: there is none. It outlives all requests.
  void start(Fixed fixed, voice::Telephone* telephone);
  [[nodiscard]] bool has_telephone() const;

  [[nodiscard]] base::Result<std::vector<TrunkView>> trunks(const Principal& me) const;
  [[nodiscard]] boost::asio::awaitable<base::Result<TrunkView>> add(Principal me, TrunkInput input);
  [[nodiscard]] boost::asio::awaitable<base::Result<TrunkView>> replace(Principal me, TrunkId id,
                                                                        TrunkInput input);
  [[nodiscard]] boost::asio::awaitable<base::Status> remove(Principal me, TrunkId id);

  struct Numbers {
    std::vector<FixedNumber> fixed;
    std::vector<PhoneNumber> stored;
  };
  [[nodiscard]] base::Result<Numbers> numbers(const Principal& me) const;
  /// Without an id it is a new one.
  [[nodiscard]] boost::asio::awaitable<base::Result<PhoneNumber>> save(Principal me,
                                                                       PhoneNumber number);
  [[nodiscard]] boost::asio::awaitable<base::Status> remove(Principal me, PhoneNumberId id);

 private:
  struct Stored {
    std::vector<StoredTrunk> trunks;
    std::vector<PhoneNumber> numbers;
  };
  struct Changed {
    Stored stored;
    std::uint64_t number = 0;
  };

  [[nodiscard]] base::Result<Changed> changed_in(storage::Connection& db);
  void open_passwords(std::vector<StoredTrunk>& trunks) const;
  void keep(Changed changed);
  void tell(const Stored& stored) const;
  [[nodiscard]] Fixed fixed() const;
  [[nodiscard]] base::Result<TrunkView> view_of(TrunkId id) const;

  [[nodiscard]] boost::asio::awaitable<base::Result<TrunkView>> save(Principal me, TrunkId id,
                                                                     bool is_new, TrunkInput input);
  [[nodiscard]] base::Status save_in(storage::Connection& db, const Principal& me, TrunkId id,
                                     bool is_new, const TrunkInput& input);
  [[nodiscard]] base::Status save_in(storage::Connection& db, const Principal& me,
                                     const PhoneNumber& number, bool is_new);

  Parts parts_;
  std::optional<base::SecretBox> box_;
  base::ChangeGate<int> gate_;
  mutable std::mutex mutex_;  ///< of the next three
  Fixed fixed_;
  Stored stored_;
  voice::Telephone* telephone_ = nullptr;
};

}  // namespace madoguchi::features
