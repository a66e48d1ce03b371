#pragma once

#include <optional>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "base/id_source.h"
#include "base/random.h"
#include "base/result.h"
#include "channels/web_chat/visitor.h"
#include "features/contacts/contact.h"
#include "features/live/live_desk.h"
#include "storage/database.h"

namespace madoguchi::channels {

/// What the visitor's page shows: the contact that runs, and the end of the thread. VisitorView of
/// api/openapi.yaml.
struct VisitorView {
  Visitor visitor;
  std::optional<features::Contact> contact;
  std::vector<features::Message> messages;  ///< without what only operators see
  bool has_more = false;
  bool is_online = false;
};

struct StartedVisit {
  Visitor visitor;
  std::string token;  ///< for the cookie; empty when the visitor was known
};

/// Visitors and what they see. Safe to call from every thread.
class VisitsService {
 public:
  VisitsService(storage::Database& db, features::LiveDesk& desk, base::IdSource& ids,
                base::Random& random, const base::Clock& clock)
      : db_(db), desk_(desk), ids_(ids), random_(random), clock_(clock) {}

  /// The visitor of a cookie; kUnauthenticated when there is none of it in this service.
  [[nodiscard]] boost::asio::awaitable<base::Result<Visitor>> find(base::ServiceId service,
                                                                   std::string token);
  /// Comes back (known token) or begins.
  [[nodiscard]] boost::asio::awaitable<base::Result<StartedVisit>> start(base::ServiceId service,
                                                                         std::string token,
                                                                         std::string name,
                                                                         bool consents,
                                                                         VisitDetails details);
  /// The messages after `after`, or the last ones.
  [[nodiscard]] boost::asio::awaitable<base::Result<VisitorView>> view(
      Visitor visitor, std::optional<base::MessageId> after);
  [[nodiscard]] boost::asio::awaitable<base::Status> set_page(Visitor visitor, std::string url,
                                                              std::string title);

 private:
  [[nodiscard]] Visitor fresh_visitor(base::ServiceId service, const VisitDetails& details,
                                      bool consents);

  storage::Database& db_;
  features::LiveDesk& desk_;
  base::IdSource& ids_;
  base::Random& random_;
  const base::Clock& clock_;
};

}  // namespace madoguchi::channels
