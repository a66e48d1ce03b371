#pragma once

#include <boost/asio/awaitable.hpp>

#include "base/id_source.h"
#include "features/audit/audit_log.h"
#include "features/message_templates/message_template.h"
#include "features/sign_in/principal.h"
#include "storage/database.h"

namespace madoguchi::features {

/// The message templates of all services. They are in the database only: nobody but the pages that
/// show them needs them. Safe to call from every thread.
class MessageTemplatesService {
 public:
  struct Parts {
    storage::Database& database;
    base::IdSource& ids;
    const AuditLog& audit;
  };
  explicit MessageTemplatesService(Parts parts) : parts_(parts) {}

  [[nodiscard]] boost::asio::awaitable<base::Result<MessageTemplateList>> list(
      base::ServiceId service);

  /// Replaces the list whose version is `sent.version`; those whose id is left out are removed. A
  /// list that is as it was stays at its version. kConflict: it has another version by now.
  /// kInvalidInput: see check_message_templates().
  [[nodiscard]] boost::asio::awaitable<base::Result<MessageTemplateList>> replace(
      Principal me, base::ServiceId service, MessageTemplateList sent);

 private:
  [[nodiscard]] base::Result<MessageTemplateList> replace_in(storage::Connection& db,
                                                             const Actor& actor,
                                                             base::ServiceId service,
                                                             MessageTemplateList sent);

  Parts parts_;
};

}  // namespace madoguchi::features
