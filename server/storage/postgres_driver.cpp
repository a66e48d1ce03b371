#include "storage/postgres_driver.h"

#include <algorithm>

#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>

namespace madoguchi::storage {
namespace {

using base::ErrorCode;

PGconn* connection_of(soci::session& session) {
  return static_cast<soci::postgresql_session_backend*>(session.get_backend())->conn_;
}

/// https://www.postgresql.org/docs/15/errcodes-appendix.html
ErrorCode code_of(std::string_view sqlstate) {
  if (sqlstate == "23505") return ErrorCode::kAlreadyExists;
  // Connection, resources, limits of the operator (time, shutdown), system; deadlock and
  // serialization are worth a second try.
  for (const std::string_view group : {"08", "53", "57", "58", "40"}) {
    if (sqlstate.starts_with(group)) return ErrorCode::kUnavailable;
  }
  return ErrorCode::kStorage;
}

void refuse_other_encodings(soci::session& session) {
  std::string encoding;
  session << "SHOW server_encoding", soci::into(encoding);
  if (encoding == "UTF8") return;
  throw soci::soci_error("the database's encoding is " + encoding + ", UTF8 is needed");
}

}  // namespace

PostgresDriver::PostgresDriver(PostgresAddress address, const DatabaseOptions& options)
    : address_(std::move(address)), statement_timeout_(options.statement_timeout) {}

std::unique_ptr<soci::session> PostgresDriver::connect(Purpose /*purpose*/) const {
  auto session = std::make_unique<soci::session>(soci::postgresql, address_.conninfo);
  refuse_other_encodings(*session);
  *session << "SET statement_timeout = " + std::to_string(statement_timeout_.count());
  *session << "SET client_min_messages = error";
  // A server may be set to answer COMMIT before the disk has it; what is acknowledged here must
  // stay.
  std::string ignored;
  soci::indicator found = soci::i_null;
  *session << "SELECT set_config('synchronous_commit', 'on', false) "
              "WHERE current_setting('synchronous_commit') = 'off'",
      soci::into(ignored, found);
  return session;
}

std::string_view PostgresDriver::begin_text(Purpose purpose) const {
  return purpose == Purpose::kRead ? "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" : "BEGIN";
}

int PostgresDriver::column_count(soci::statement& statement) const {
  auto* backend = static_cast<soci::postgresql_statement_backend*>(statement.get_backend());
  return PQnfields(backend->result_.get_result());
}

bool PostgresDriver::is_integer(soci::statement& /*statement*/, int /*column*/) const {
  return false;  // never asked: integers are read from text
}

Failure PostgresDriver::explain(soci::session* session, const soci::soci_error& error) const {
  const auto* ours = dynamic_cast<const soci::postgresql_soci_error*>(&error);
  auto sqlstate = ours != nullptr ? ours->sqlstate() : std::string();
  if (sqlstate == "     ") sqlstate.clear();  // SOCI's word for none
  Failure out;
  // 57P01 to 57P03: the server ends this connection or is not ready for one.
  out.connection_lost = session == nullptr || PQstatus(connection_of(*session)) != CONNECTION_OK ||
                        sqlstate.starts_with("57P") || sqlstate.starts_with("08");
  const auto code = out.connection_lost ? ErrorCode::kUnavailable : code_of(sqlstate);
  auto message = message_of(error);
  // Data exceptions and checks repeat the value that they refuse.
  if (sqlstate.starts_with("22")) message = "a value is not acceptable";
  if (!sqlstate.empty()) message += " (" + sqlstate + ")";
  out.error = base::make_error(code, std::move(message));
  return out;
}

std::string PostgresDriver::message_of(const soci::soci_error& error) const {
  auto text = error.get_error_message();
  if (const auto at = text.find("Cannot establish connection to the database.\n"); at == 0) {
    text.erase(0, text.find('\n') + 1);
  }
  if (const auto at = text.find("ERROR:  "); at != std::string::npos) text.erase(0, at + 8);
  // The lines that follow (DETAIL, CONTEXT) hold values of rows.
  text.erase(std::min(text.find('\n'), text.size()));
  const auto& password = address_.password;
  for (auto at = text.find(password); !password.empty() && at != std::string::npos;
       at = text.find(password, at + 3)) {
    text.replace(at, password.size(), "***");
  }
  return text;
}

}  // namespace madoguchi::storage
