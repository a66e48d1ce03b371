#pragma once

#include <memory>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "base/change_gate.h"
#include "features/audit/audit_log.h"
#include "features/sign_in/principal.h"
#include "storage/database.h"

namespace madoguchi::features {

/// Words that an operator's reply must not have and that are masked in a customer's text.
struct NgWords {
  std::vector<std::string> words;   ///< as the admin wrote them, without doubles
  std::vector<std::string> folded;  ///< the same in the form in which they are looked for

  /// The first word of the list that `text` has, however it is written (width, case, kana).
  [[nodiscard]] std::optional<std::string> find_in(std::string_view text) const;
};
[[nodiscard]] NgWords make_ng_words(std::vector<std::string> words);

/// The NG words of all services, kept in memory. Safe to call from every thread.
class NgWordsService {
 public:
  NgWordsService(storage::Database& database, const AuditLog& audit)
      : database_(database), audit_(audit) {}

  /// Fills the memory; blocking, once at start, before the first request.
  [[nodiscard]] base::Status load_all();
  /// Never null: a service without words has an empty list.
  [[nodiscard]] std::shared_ptr<const NgWords> current(base::ServiceId service) const;
  [[nodiscard]] boost::asio::awaitable<base::Result<std::shared_ptr<const NgWords>>> replace(
      Principal me, base::ServiceId service, std::vector<std::string> words);

 private:
  void keep(base::ServiceId service, std::shared_ptr<const NgWords> words);

  storage::Database& database_;
  const AuditLog& audit_;
  base::ChangeGate<base::ServiceId> gate_;
  mutable std::shared_mutex mutex_;
  std::unordered_map<base::ServiceId, std::shared_ptr<const NgWords>> by_service_;
};

}  // namespace madoguchi::features
