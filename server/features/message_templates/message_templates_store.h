#pragma once

#include "features/message_templates/message_template.h"
#include "storage/connection.h"

namespace madoguchi::features {

/// In order; version 0 without templates when the service never had one.
[[nodiscard]] base::Result<MessageTemplateList> message_templates_of(storage::Connection& db,
                                                                     base::ServiceId service);
/// Makes `after` of `before`, which is what is stored. Writes the rows that differ only.
[[nodiscard]] base::Status save_message_templates(storage::Connection& db, base::ServiceId service,
                                                  const MessageTemplateList& before,
                                                  const MessageTemplateList& after);

}  // namespace madoguchi::features
