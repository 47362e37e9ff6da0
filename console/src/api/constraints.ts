// Written by `deno task generate` from the description of the API.
/** For each body that the API takes, what its fields' controls must carry. */
export const constraints = {
  "AgentChanges": {
    "name": {
      "minLength": 1,
      "maxLength": 200
    },
    "bolna_agent_id": {},
    "from_number": {
      "pattern": "\\+[1-9][0-9]{6,14}"
    },
    "is_active": {},
    "opening": {},
    "dispositions": {}
  },
  "AudiencePart": {},
  "BulkChange": {
    "action": {
      "required": true
    },
    "ids": {},
    "filter": {},
    "move": {},
    "dry_run": {},
    "confirm": {
      "min": 0,
      "max": 1000
    }
  },
  "CallRuleChanges": {
    "rule_name": {
      "minLength": 1,
      "maxLength": 200
    },
    "rule_type": {},
    "agent_id": {},
    "checkup_property": {
      "pattern": "[a-z][a-z0-9_]{0,99}"
    },
    "checkup_threshold_days": {
      "min": 0,
      "max": 3650
    },
    "periodic_days": {
      "min": 1,
      "max": 3650
    },
    "custom_conditions": {},
    "call_topic": {
      "minLength": 1,
      "maxLength": 200
    },
    "call_language": {
      "maxLength": 35,
      "pattern": "[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*"
    },
    "purpose": {},
    "max_calls_per_day": {
      "min": 1,
      "max": 100000
    },
    "retry_policy": {},
    "is_active": {},
    "best_time": {}
  },
  "CallScheduleChanges": {
    "agent_id": {},
    "contact_id": {
      "minLength": 1,
      "maxLength": 128
    },
    "contact_name": {
      "minLength": 1,
      "maxLength": 200
    },
    "contact_phone": {
      "maxLength": 64
    },
    "scheduled_at": {},
    "contact_country": {
      "pattern": "[A-Za-z]{2}"
    },
    "purpose": {},
    "time_zone": {
      "maxLength": 100
    },
    "deadline_at": {},
    "call_topic": {
      "minLength": 1,
      "maxLength": 200
    },
    "call_language": {
      "maxLength": 35,
      "pattern": "[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*"
    },
    "is_active": {},
    "auto_trigger_enabled": {},
    "checkup_threshold_days": {
      "min": 0,
      "max": 3650
    },
    "last_checkup_date": {},
    "updated_at": {}
  },
  "CampaignChanges": {
    "name": {
      "minLength": 1,
      "maxLength": 200
    },
    "agent_id": {},
    "purpose": {},
    "call_topic": {
      "minLength": 1,
      "maxLength": 200
    },
    "call_language": {
      "maxLength": 35,
      "pattern": "[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*"
    },
    "starts_at": {},
    "ends_at": {},
    "calls_per_minute": {
      "min": 1,
      "max": 6000
    },
    "max_concurrent_calls": {
      "min": 1,
      "max": 1000
    },
    "priority": {
      "min": 1,
      "max": 9
    },
    "retry_policy": {},
    "best_time": {}
  },
  "CampaignReason": {
    "reason": {
      "required": true,
      "minLength": 1,
      "maxLength": 500
    }
  },
  "CampaignStart": {
    "dry_run_id": {
      "required": true
    },
    "confirm": {
      "min": 0,
      "max": 50000
    }
  },
  "CampaignTestCall": {
    "contact_phone": {
      "required": true,
      "maxLength": 64
    },
    "contact_country": {
      "pattern": "[A-Za-z]{2}"
    },
    "position": {
      "min": 1,
      "max": 2147483647
    }
  },
  "ConsentNumber": {
    "contact_phone": {
      "required": true,
      "maxLength": 64
    },
    "contact_country": {
      "pattern": "[A-Za-z]{2}"
    }
  },
  "ConsentRevocation": {
    "via": {
      "required": true,
      "minLength": 1,
      "maxLength": 200
    },
    "reason": {
      "minLength": 1,
      "maxLength": 500
    }
  },
  "ErasureOfContact": {
    "reason": {
      "required": true,
      "minLength": 1,
      "maxLength": 500
    }
  },
  "ErasureOfNumber": {
    "contact_phone": {
      "required": true,
      "maxLength": 64
    },
    "contact_country": {
      "pattern": "[A-Za-z]{2}"
    },
    "reason": {
      "required": true,
      "minLength": 1,
      "maxLength": 500
    }
  },
  "ExecuteCallSchedule": {
    "override": {}
  },
  "HubspotConnectionChanges": {
    "token": {
      "minLength": 1,
      "maxLength": 500,
      "pattern": "[\\x21-\\x7e]*"
    },
    "checkup_property": {
      "pattern": "[a-z][a-z0-9_]{0,99}"
    },
    "phone_property": {
      "pattern": "[a-z][a-z0-9_]{0,99}"
    },
    "mobile_property": {
      "pattern": "[a-z][a-z0-9_]{0,99}"
    },
    "time_zone_property": {
      "pattern": "[a-z][a-z0-9_]{0,99}"
    },
    "language_property": {
      "pattern": "[a-z][a-z0-9_]{0,99}"
    },
    "owner_property": {
      "pattern": "[a-z][a-z0-9_]{0,99}"
    },
    "do_not_call_property": {
      "pattern": "[a-z][a-z0-9_]{0,99}"
    },
    "default_country": {
      "pattern": "[A-Z]{2}"
    },
    "portal_time_zone": {
      "maxLength": 100
    },
    "write_back_enabled": {},
    "last_call_date_property": {
      "pattern": "[a-z][a-z0-9_]{0,99}"
    },
    "last_call_outcome_property": {
      "pattern": "[a-z][a-z0-9_]{0,99}"
    },
    "call_summary_property": {
      "pattern": "[a-z][a-z0-9_]{0,99}"
    }
  },
  "NewCallRule": {
    "rule_name": {
      "required": true,
      "minLength": 1,
      "maxLength": 200
    },
    "rule_type": {
      "required": true
    },
    "agent_id": {
      "required": true
    },
    "checkup_property": {
      "pattern": "[a-z][a-z0-9_]{0,99}"
    },
    "checkup_threshold_days": {
      "min": 0,
      "max": 3650
    },
    "periodic_days": {
      "min": 1,
      "max": 3650
    },
    "custom_conditions": {},
    "call_topic": {
      "minLength": 1,
      "maxLength": 200
    },
    "call_language": {
      "maxLength": 35,
      "pattern": "[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*"
    },
    "purpose": {},
    "max_calls_per_day": {
      "min": 1,
      "max": 100000
    },
    "retry_policy": {},
    "is_active": {},
    "best_time": {}
  },
  "NewCallSchedule": {
    "agent_id": {
      "required": true
    },
    "contact_id": {
      "required": true,
      "minLength": 1,
      "maxLength": 128
    },
    "contact_name": {
      "required": true,
      "minLength": 1,
      "maxLength": 200
    },
    "contact_phone": {
      "required": true,
      "maxLength": 64
    },
    "scheduled_at": {
      "required": true
    },
    "contact_country": {
      "pattern": "[A-Za-z]{2}"
    },
    "purpose": {},
    "time_zone": {
      "maxLength": 100
    },
    "deadline_at": {},
    "call_topic": {
      "minLength": 1,
      "maxLength": 200
    },
    "call_language": {
      "maxLength": 35,
      "pattern": "[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*"
    },
    "is_active": {},
    "auto_trigger_enabled": {},
    "checkup_threshold_days": {
      "min": 0,
      "max": 3650
    },
    "last_checkup_date": {}
  },
  "NewCallingPolicy": {
    "default_purpose": {
      "required": true
    },
    "week": {
      "required": true
    },
    "countries": {},
    "blackouts": {
      "required": true
    },
    "caps": {
      "required": true
    },
    "min_gap_minutes": {
      "required": true,
      "min": 0,
      "max": 43200
    },
    "loosened": {
      "required": true
    }
  },
  "NewCampaign": {
    "name": {
      "required": true,
      "minLength": 1,
      "maxLength": 200
    },
    "agent_id": {
      "required": true
    },
    "purpose": {},
    "call_topic": {
      "minLength": 1,
      "maxLength": 200
    },
    "call_language": {
      "maxLength": 35,
      "pattern": "[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*"
    },
    "starts_at": {},
    "ends_at": {},
    "calls_per_minute": {
      "min": 1,
      "max": 6000
    },
    "max_concurrent_calls": {
      "min": 1,
      "max": 1000
    },
    "priority": {
      "min": 1,
      "max": 9
    },
    "retry_policy": {},
    "best_time": {}
  },
  "NewConsent": {
    "contact_phone": {
      "required": true,
      "maxLength": 64
    },
    "contact_country": {
      "pattern": "[A-Za-z]{2}"
    },
    "contact_id": {
      "required": true,
      "minLength": 1,
      "maxLength": 128
    },
    "contact_name": {
      "minLength": 1,
      "maxLength": 200
    },
    "relation": {
      "minLength": 1,
      "maxLength": 100
    },
    "kind": {
      "required": true
    },
    "purposes": {
      "required": true
    },
    "artificial_voice": {},
    "obtained_at": {
      "required": true
    },
    "source": {
      "required": true,
      "minLength": 1,
      "maxLength": 200
    },
    "wording": {
      "minLength": 1,
      "maxLength": 10000
    },
    "wording_version": {
      "minLength": 1,
      "maxLength": 100
    },
    "language": {
      "maxLength": 35,
      "pattern": "[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*"
    },
    "valid_until": {},
    "evidence": {
      "minLength": 1,
      "maxLength": 1000
    }
  },
  "NewSuppression": {
    "contact_phone": {
      "required": true,
      "maxLength": 64
    },
    "contact_country": {
      "pattern": "[A-Za-z]{2}"
    },
    "scope": {},
    "topic": {
      "minLength": 1,
      "maxLength": 200
    },
    "contact_id": {
      "minLength": 1,
      "maxLength": 128
    },
    "reason": {
      "minLength": 1,
      "maxLength": 500
    },
    "expires_at": {}
  },
  "NewWebhook": {
    "url": {
      "required": true
    },
    "events": {
      "required": true
    },
    "description": {
      "minLength": 1,
      "maxLength": 200
    }
  },
  "NumberOfPerson": {
    "contact_phone": {
      "required": true,
      "maxLength": 64
    },
    "contact_country": {
      "pattern": "[A-Za-z]{2}"
    }
  },
  "NumberToFind": {
    "contact_phone": {
      "required": true,
      "maxLength": 64
    },
    "contact_country": {
      "pattern": "[A-Za-z]{2}"
    },
    "removed": {}
  },
  "Resolution": {
    "outcome": {
      "required": true
    }
  },
  "SuppressionRemoval": {
    "reason": {
      "required": true,
      "minLength": 1,
      "maxLength": 500
    }
  },
  "WebhookChanges": {
    "url": {},
    "events": {},
    "description": {
      "minLength": 1,
      "maxLength": 200
    },
    "is_active": {},
    "rotate_secret": {}
  }
} as const;

/** The words of each field that takes one of a closed set. */
export const choices = {
  "BulkChange": {
    "action": [
      "move",
      "cancel"
    ]
  },
  "CallRuleChanges": {
    "rule_type": [
      "checkup_threshold",
      "periodic",
      "custom"
    ],
    "purpose": [
      "marketing",
      "service",
      "health_reminder",
      "survey",
      "collection",
      "emergency"
    ]
  },
  "CallScheduleChanges": {
    "purpose": [
      "marketing",
      "service",
      "health_reminder",
      "survey",
      "collection",
      "emergency"
    ]
  },
  "CampaignChanges": {
    "purpose": [
      "marketing",
      "service",
      "health_reminder",
      "survey",
      "collection",
      "emergency"
    ]
  },
  "NewCallRule": {
    "rule_type": [
      "checkup_threshold",
      "periodic",
      "custom"
    ],
    "purpose": [
      "marketing",
      "service",
      "health_reminder",
      "survey",
      "collection",
      "emergency"
    ]
  },
  "NewCallSchedule": {
    "purpose": [
      "marketing",
      "service",
      "health_reminder",
      "survey",
      "collection",
      "emergency"
    ]
  },
  "NewCallingPolicy": {
    "default_purpose": [
      "marketing",
      "service",
      "health_reminder",
      "survey",
      "collection",
      "emergency"
    ]
  },
  "NewCampaign": {
    "purpose": [
      "marketing",
      "service",
      "health_reminder",
      "survey",
      "collection",
      "emergency"
    ]
  },
  "NewConsent": {
    "kind": [
      "express",
      "express_written",
      "imported_unproven"
    ]
  },
  "NewSuppression": {
    "scope": [
      "all",
      "marketing",
      "topic"
    ]
  },
  "Resolution": {
    "outcome": [
      "placed",
      "not_placed"
    ]
  },
  "WebhookChanges": {
    "rotate_secret": [
      true
    ]
  }
} as const;
