export type Json = string | number | boolean | null | { [key: string]: Json | undefined } | Json[]

export type Database = {
  
  "public": {
          Tables: {
            "agents": {
                  Row: {
                    "bolna_agent_id": string | null,"created_at": string,"dispositions": NonNullable<Json>,"from_number": string | null,"id": string,"is_active": boolean,"name": string,"opening": (Database["public"]['Enums']["opening_mark"])[] | null,"org_id": string,"updated_at": string
                  }
                  ComputedFields: never
                  Insert: {
                    "bolna_agent_id"?: string | null,"created_at"?: string,"dispositions"?: NonNullable<Json>,"from_number"?: string | null,"id"?: string,"is_active"?: boolean,"name": string,"opening"?: (Database["public"]['Enums']["opening_mark"])[] | null,"org_id": string,"updated_at"?: string
                  }
                  Update: {
                    "bolna_agent_id"?: string | null,"created_at"?: string,"dispositions"?: NonNullable<Json>,"from_number"?: string | null,"id"?: string,"is_active"?: boolean,"name"?: string,"opening"?: (Database["public"]['Enums']["opening_mark"])[] | null,"org_id"?: string,"updated_at"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "agents_org_id_fkey"
      columns: ["org_id"]
isOneToOne: false
      referencedRelation: "organizations"
      referencedColumns: ["id"]
    }
                  ]
                },"alert_thresholds": {
                  Row: {
                    "code": Database["public"]['Enums']["alert_code"],"org_id": string,"threshold": number | null,"updated_at": string
                  }
                  ComputedFields: never
                  Insert: {
                    "code": Database["public"]['Enums']["alert_code"],"org_id": string,"threshold"?: number | null,"updated_at"?: string
                  }
                  Update: {
                    "code"?: Database["public"]['Enums']["alert_code"],"org_id"?: string,"threshold"?: number | null,"updated_at"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "alert_thresholds_org_id_fkey"
      columns: ["org_id"]
isOneToOne: false
      referencedRelation: "organizations"
      referencedColumns: ["id"]
    }
                  ]
                },"alerts": {
                  Row: {
                    "code": Database["public"]['Enums']["alert_code"],"data": NonNullable<Json>,"found_at": string,"id": string,"looks": number,"org_id": string | null,"raised_at": string | null,"resolved_at": string | null,"sentence": string,"severity": Database["public"]['Enums']["alert_severity"],"state": Database["public"]['Enums']["alert_state"],"subject": string,"threshold": number | null,"value": number | null
                  }
                  ComputedFields: never
                  Insert: {
                    "code": Database["public"]['Enums']["alert_code"],"data"?: NonNullable<Json>,"found_at"?: string,"id"?: string,"looks"?: number,"org_id"?: string | null,"raised_at"?: string | null,"resolved_at"?: string | null,"sentence": string,"severity": Database["public"]['Enums']["alert_severity"],"state": Database["public"]['Enums']["alert_state"],"subject"?: string,"threshold"?: number | null,"value"?: number | null
                  }
                  Update: {
                    "code"?: Database["public"]['Enums']["alert_code"],"data"?: NonNullable<Json>,"found_at"?: string,"id"?: string,"looks"?: number,"org_id"?: string | null,"raised_at"?: string | null,"resolved_at"?: string | null,"sentence"?: string,"severity"?: Database["public"]['Enums']["alert_severity"],"state"?: Database["public"]['Enums']["alert_state"],"subject"?: string,"threshold"?: number | null,"value"?: number | null
                  }
                  Relationships: [
                    {
      foreignKeyName: "alerts_org_id_fkey"
      columns: ["org_id"]
isOneToOne: false
      referencedRelation: "organizations"
      referencedColumns: ["id"]
    }
                  ]
                },"audience_uploads": {
                  Row: {
                    "accepted": number | null,"already_there": number | null,"campaign_id": string,"duplicates": number | null,"finished_at": string | null,"id": string,"org_id": string,"problem": Database["public"]['Enums']["audience_problem"] | null,"problem_detail": string | null,"rejected": Json | null,"rejected_count": number | null,"rows_total": number,"source": Database["public"]['Enums']["audience_source"],"started_at": string,"started_by": string | null,"state": Database["public"]['Enums']["audience_upload_state"]
                  }
                  ComputedFields: never
                  Insert: {
                    "accepted"?: number | null,"already_there"?: number | null,"campaign_id": string,"duplicates"?: number | null,"finished_at"?: string | null,"id"?: string,"org_id": string,"problem"?: Database["public"]['Enums']["audience_problem"] | null,"problem_detail"?: string | null,"rejected"?: Json | null,"rejected_count"?: number | null,"rows_total": number,"source": Database["public"]['Enums']["audience_source"],"started_at"?: string,"started_by"?: string | null,"state"?: Database["public"]['Enums']["audience_upload_state"]
                  }
                  Update: {
                    "accepted"?: number | null,"already_there"?: number | null,"campaign_id"?: string,"duplicates"?: number | null,"finished_at"?: string | null,"id"?: string,"org_id"?: string,"problem"?: Database["public"]['Enums']["audience_problem"] | null,"problem_detail"?: string | null,"rejected"?: Json | null,"rejected_count"?: number | null,"rows_total"?: number,"source"?: Database["public"]['Enums']["audience_source"],"started_at"?: string,"started_by"?: string | null,"state"?: Database["public"]['Enums']["audience_upload_state"]
                  }
                  Relationships: [
                    {
      foreignKeyName: "audience_uploads_org_id_campaign_id_fkey"
      columns: ["org_id","campaign_id"]
isOneToOne: false
      referencedRelation: "campaign_list"
      referencedColumns: ["org_id","id"]
    },{
      foreignKeyName: "audience_uploads_org_id_campaign_id_fkey"
      columns: ["org_id","campaign_id"]
isOneToOne: false
      referencedRelation: "campaigns"
      referencedColumns: ["org_id","id"]
    }
                  ]
                },"audit_log": {
                  Row: {
                    "action": Database["public"]['Enums']["audit_action"],"actor_id": string | null,"actor_kind": Database["public"]['Enums']["actor_kind"],"changes": NonNullable<Json>,"id": number,"occurred_at": string,"org_id": string | null,"row_id": string,"table_name": string
                  }
                  ComputedFields: never
                  Insert: {
                    "action": Database["public"]['Enums']["audit_action"],"actor_id"?: string | null,"actor_kind": Database["public"]['Enums']["actor_kind"],"changes": NonNullable<Json>,"id"?: never,"occurred_at"?: string,"org_id"?: string | null,"row_id": string,"table_name": string
                  }
                  Update: {
                    "action"?: Database["public"]['Enums']["audit_action"],"actor_id"?: string | null,"actor_kind"?: Database["public"]['Enums']["actor_kind"],"changes"?: NonNullable<Json>,"id"?: never,"occurred_at"?: string,"org_id"?: string | null,"row_id"?: string,"table_name"?: string
                  }
                  Relationships: [
                    
                  ]
                },"call_attempts": {
                  Row: {
                    "absent_listings": number,"agent_id": string,"answered": boolean | null,"attempt_number": number,"bolna_agent_id": string | null,"bolna_execution_id": string | null,"bolna_status": string | null,"bolna_status_at": string | null,"check_count": number,"claimed_at": string,"contact_phone_hash": string,"conversation_seconds": number | null,"cost_cents": number | null,"created_at": string,"due_at": string,"duration_seconds": number | null,"ended_at": string | null,"hangup_by": string | null,"hangup_code": string | null,"hangup_reason": string | null,"http_status": number | null,"id": string,"lease_expires_at": string,"next_check_at": string | null,"org_id": string,"outcome": Database["public"]['Enums']["attempt_outcome"] | null,"placed_at": string | null,"reason": string | null,"reason_code": Database["public"]['Enums']["reason_code"] | null,"retry_category": Database["public"]['Enums']["retry_category"] | null,"schedule_id": string,"state": Database["public"]['Enums']["attempt_state"],"termination_reason": string | null,"trigger": Database["public"]['Enums']["attempt_trigger"],"updated_at": string,"voicemail": boolean | null,"worker": string
                  }
                  ComputedFields: never
                  Insert: {
                    "absent_listings"?: number,"agent_id": string,"answered"?: boolean | null,"attempt_number": number,"bolna_agent_id"?: string | null,"bolna_execution_id"?: string | null,"bolna_status"?: string | null,"bolna_status_at"?: string | null,"check_count"?: number,"claimed_at"?: string,"contact_phone_hash": string,"conversation_seconds"?: number | null,"cost_cents"?: number | null,"created_at"?: string,"due_at": string,"duration_seconds"?: number | null,"ended_at"?: string | null,"hangup_by"?: string | null,"hangup_code"?: string | null,"hangup_reason"?: string | null,"http_status"?: number | null,"id"?: string,"lease_expires_at": string,"next_check_at"?: string | null,"org_id": string,"outcome"?: Database["public"]['Enums']["attempt_outcome"] | null,"placed_at"?: string | null,"reason"?: string | null,"reason_code"?: Database["public"]['Enums']["reason_code"] | null,"retry_category"?: Database["public"]['Enums']["retry_category"] | null,"schedule_id": string,"state"?: Database["public"]['Enums']["attempt_state"],"termination_reason"?: string | null,"trigger": Database["public"]['Enums']["attempt_trigger"],"updated_at"?: string,"voicemail"?: boolean | null,"worker": string
                  }
                  Update: {
                    "absent_listings"?: number,"agent_id"?: string,"answered"?: boolean | null,"attempt_number"?: number,"bolna_agent_id"?: string | null,"bolna_execution_id"?: string | null,"bolna_status"?: string | null,"bolna_status_at"?: string | null,"check_count"?: number,"claimed_at"?: string,"contact_phone_hash"?: string,"conversation_seconds"?: number | null,"cost_cents"?: number | null,"created_at"?: string,"due_at"?: string,"duration_seconds"?: number | null,"ended_at"?: string | null,"hangup_by"?: string | null,"hangup_code"?: string | null,"hangup_reason"?: string | null,"http_status"?: number | null,"id"?: string,"lease_expires_at"?: string,"next_check_at"?: string | null,"org_id"?: string,"outcome"?: Database["public"]['Enums']["attempt_outcome"] | null,"placed_at"?: string | null,"reason"?: string | null,"reason_code"?: Database["public"]['Enums']["reason_code"] | null,"retry_category"?: Database["public"]['Enums']["retry_category"] | null,"schedule_id"?: string,"state"?: Database["public"]['Enums']["attempt_state"],"termination_reason"?: string | null,"trigger"?: Database["public"]['Enums']["attempt_trigger"],"updated_at"?: string,"voicemail"?: boolean | null,"worker"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "call_attempts_org_id_agent_id_fkey"
      columns: ["org_id","agent_id"]
isOneToOne: false
      referencedRelation: "agents"
      referencedColumns: ["org_id","id"]
    },{
      foreignKeyName: "call_attempts_org_id_fkey"
      columns: ["org_id"]
isOneToOne: false
      referencedRelation: "organizations"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "call_attempts_org_id_schedule_id_fkey"
      columns: ["org_id","schedule_id"]
isOneToOne: false
      referencedRelation: "call_schedules"
      referencedColumns: ["org_id","id"]
    },{
      foreignKeyName: "call_attempts_org_id_schedule_id_fkey"
      columns: ["org_id","schedule_id"]
isOneToOne: false
      referencedRelation: "due_call_schedules"
      referencedColumns: ["org_id","id"]
    }
                  ]
                },"call_decisions": {
                  Row: {
                    "at": string,"code": Database["public"]['Enums']["reason_code"],"data": Json | null,"id": number,"jurisdictions": (string)[],"org_id": string,"outcome": Database["public"]['Enums']["decision_outcome"],"pack_version": string | null,"purpose": Database["public"]['Enums']["call_purpose"],"rule_ids": (string)[],"schedule_id": string,"stage": Database["public"]['Enums']["decision_stage"],"until": string | null,"zone_source": Database["public"]['Enums']["zone_source"] | null,"zones": (string)[]
                  }
                  ComputedFields: never
                  Insert: {
                    "at": string,"code": Database["public"]['Enums']["reason_code"],"data"?: Json | null,"id"?: never,"jurisdictions": (string)[],"org_id": string,"outcome": Database["public"]['Enums']["decision_outcome"],"pack_version"?: string | null,"purpose": Database["public"]['Enums']["call_purpose"],"rule_ids": (string)[],"schedule_id": string,"stage": Database["public"]['Enums']["decision_stage"],"until"?: string | null,"zone_source"?: Database["public"]['Enums']["zone_source"] | null,"zones": (string)[]
                  }
                  Update: {
                    "at"?: string,"code"?: Database["public"]['Enums']["reason_code"],"data"?: Json | null,"id"?: never,"jurisdictions"?: (string)[],"org_id"?: string,"outcome"?: Database["public"]['Enums']["decision_outcome"],"pack_version"?: string | null,"purpose"?: Database["public"]['Enums']["call_purpose"],"rule_ids"?: (string)[],"schedule_id"?: string,"stage"?: Database["public"]['Enums']["decision_stage"],"until"?: string | null,"zone_source"?: Database["public"]['Enums']["zone_source"] | null,"zones"?: (string)[]
                  }
                  Relationships: [
                    {
      foreignKeyName: "call_decisions_org_id_schedule_id_fkey"
      columns: ["org_id","schedule_id"]
isOneToOne: false
      referencedRelation: "call_schedules"
      referencedColumns: ["org_id","id"]
    },{
      foreignKeyName: "call_decisions_org_id_schedule_id_fkey"
      columns: ["org_id","schedule_id"]
isOneToOne: false
      referencedRelation: "due_call_schedules"
      referencedColumns: ["org_id","id"]
    }
                  ]
                },"call_events": {
                  Row: {
                    "attempt_id": string | null,"call_ref": string | null,"execution_id": string,"id": number,"org_id": string | null,"received_at": string,"retry_count": number,"snapshot": NonNullable<Json>,"snapshot_hash": string,"source": Database["public"]['Enums']["event_source"],"status": string
                  }
                  ComputedFields: never
                  Insert: {
                    "attempt_id"?: string | null,"call_ref"?: string | null,"execution_id": string,"id"?: never,"org_id"?: string | null,"received_at"?: string,"retry_count"?: number,"snapshot": NonNullable<Json>,"snapshot_hash": string,"source": Database["public"]['Enums']["event_source"],"status": string
                  }
                  Update: {
                    "attempt_id"?: string | null,"call_ref"?: string | null,"execution_id"?: string,"id"?: never,"org_id"?: string | null,"received_at"?: string,"retry_count"?: number,"snapshot"?: NonNullable<Json>,"snapshot_hash"?: string,"source"?: Database["public"]['Enums']["event_source"],"status"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "call_events_attempt_id_fkey"
      columns: ["attempt_id"]
isOneToOne: false
      referencedRelation: "call_attempts"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "call_events_org_id_fkey"
      columns: ["org_id"]
isOneToOne: false
      referencedRelation: "organizations"
      referencedColumns: ["id"]
    }
                  ]
                },"call_schedule_rules": {
                  Row: {
                    "agent_id": string,"best_time": boolean,"call_language": string,"call_topic": string,"checkup_property": string | null,"checkup_threshold_days": number,"created_at": string,"created_by": string | null,"custom_conditions": Json | null,"id": string,"is_active": boolean,"max_calls_per_day": number,"org_id": string,"periodic_days": number | null,"purpose": Database["public"]['Enums']["call_purpose"],"retry_policy": NonNullable<Json>,"rule_name": string,"rule_type": Database["public"]['Enums']["rule_type"],"updated_at": string
                  }
                  ComputedFields: never
                  Insert: {
                    "agent_id": string,"best_time"?: boolean,"call_language"?: string,"call_topic"?: string,"checkup_property"?: string | null,"checkup_threshold_days"?: number,"created_at"?: string,"created_by"?: string | null,"custom_conditions"?: Json | null,"id"?: string,"is_active"?: boolean,"max_calls_per_day"?: number,"org_id": string,"periodic_days"?: number | null,"purpose"?: Database["public"]['Enums']["call_purpose"],"retry_policy"?: NonNullable<Json>,"rule_name": string,"rule_type": Database["public"]['Enums']["rule_type"],"updated_at"?: string
                  }
                  Update: {
                    "agent_id"?: string,"best_time"?: boolean,"call_language"?: string,"call_topic"?: string,"checkup_property"?: string | null,"checkup_threshold_days"?: number,"created_at"?: string,"created_by"?: string | null,"custom_conditions"?: Json | null,"id"?: string,"is_active"?: boolean,"max_calls_per_day"?: number,"org_id"?: string,"periodic_days"?: number | null,"purpose"?: Database["public"]['Enums']["call_purpose"],"retry_policy"?: NonNullable<Json>,"rule_name"?: string,"rule_type"?: Database["public"]['Enums']["rule_type"],"updated_at"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "call_schedule_rules_org_id_agent_id_fkey"
      columns: ["org_id","agent_id"]
isOneToOne: false
      referencedRelation: "agents"
      referencedColumns: ["org_id","id"]
    },{
      foreignKeyName: "call_schedule_rules_org_id_fkey"
      columns: ["org_id"]
isOneToOne: false
      referencedRelation: "organizations"
      referencedColumns: ["id"]
    }
                  ]
                },"call_schedules": {
                  Row: {
                    "agent_id": string,"attempt_count": number,"attention": boolean,"attention_code": Database["public"]['Enums']["attention_code"] | null,"attention_reason": string | null,"auto_trigger_enabled": boolean,"bolna_call_id": string | null,"call_language": string,"call_status": Database["public"]['Enums']["call_status"],"call_topic": string,"campaign_id": string | null,"checkup_threshold_days": number,"contact_id": string,"contact_name": string,"contact_phone_enc": string,"contact_phone_hash": string,"contact_unread_since": string | null,"created_at": string,"created_by": string | null,"deadline_at": string | null,"deferral_count": number,"deleted_at": string | null,"dial_after": string | null,"due_at": string,"global_phone_hash": string | null,"id": string,"is_active": boolean,"last_checkup_date": string | null,"news_at": string | null,"not_before": string | null,"occasion": string | null,"org_id": string,"phone_country": string | null,"phone_regions": (string)[],"phone_zone_source": Database["public"]['Enums']["zone_source"] | null,"phone_zones": (string)[],"purpose": Database["public"]['Enums']["call_purpose"],"retry_at": string | null,"rule_id": string | null,"scheduled_at": string,"status_reason": string | null,"status_reason_code": Database["public"]['Enums']["reason_code"] | null,"time_zone": string | null,"updated_at": string
                  }
                  ComputedFields: never
                  Insert: {
                    "agent_id": string,"attempt_count"?: number,"attention"?: never,"attention_code"?: Database["public"]['Enums']["attention_code"] | null,"attention_reason"?: string | null,"auto_trigger_enabled"?: boolean,"bolna_call_id"?: string | null,"call_language"?: string,"call_status"?: Database["public"]['Enums']["call_status"],"call_topic"?: string,"campaign_id"?: string | null,"checkup_threshold_days"?: number,"contact_id": string,"contact_name": string,"contact_phone_enc": string,"contact_phone_hash": string,"contact_unread_since"?: string | null,"created_at"?: string,"created_by"?: string | null,"deadline_at"?: string | null,"deferral_count"?: number,"deleted_at"?: string | null,"dial_after"?: never,"due_at": string,"global_phone_hash"?: string | null,"id"?: string,"is_active"?: boolean,"last_checkup_date"?: string | null,"news_at"?: never,"not_before"?: string | null,"occasion"?: string | null,"org_id": string,"phone_country"?: string | null,"phone_regions"?: (string)[],"phone_zone_source"?: Database["public"]['Enums']["zone_source"] | null,"phone_zones"?: (string)[],"purpose": Database["public"]['Enums']["call_purpose"],"retry_at"?: string | null,"rule_id"?: string | null,"scheduled_at": string,"status_reason"?: string | null,"status_reason_code"?: Database["public"]['Enums']["reason_code"] | null,"time_zone"?: string | null,"updated_at"?: string
                  }
                  Update: {
                    "agent_id"?: string,"attempt_count"?: number,"attention"?: never,"attention_code"?: Database["public"]['Enums']["attention_code"] | null,"attention_reason"?: string | null,"auto_trigger_enabled"?: boolean,"bolna_call_id"?: string | null,"call_language"?: string,"call_status"?: Database["public"]['Enums']["call_status"],"call_topic"?: string,"campaign_id"?: string | null,"checkup_threshold_days"?: number,"contact_id"?: string,"contact_name"?: string,"contact_phone_enc"?: string,"contact_phone_hash"?: string,"contact_unread_since"?: string | null,"created_at"?: string,"created_by"?: string | null,"deadline_at"?: string | null,"deferral_count"?: number,"deleted_at"?: string | null,"dial_after"?: never,"due_at"?: string,"global_phone_hash"?: string | null,"id"?: string,"is_active"?: boolean,"last_checkup_date"?: string | null,"news_at"?: never,"not_before"?: string | null,"occasion"?: string | null,"org_id"?: string,"phone_country"?: string | null,"phone_regions"?: (string)[],"phone_zone_source"?: Database["public"]['Enums']["zone_source"] | null,"phone_zones"?: (string)[],"purpose"?: Database["public"]['Enums']["call_purpose"],"retry_at"?: string | null,"rule_id"?: string | null,"scheduled_at"?: string,"status_reason"?: string | null,"status_reason_code"?: Database["public"]['Enums']["reason_code"] | null,"time_zone"?: string | null,"updated_at"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "call_schedules_org_id_agent_id_fkey"
      columns: ["org_id","agent_id"]
isOneToOne: false
      referencedRelation: "agents"
      referencedColumns: ["org_id","id"]
    },{
      foreignKeyName: "call_schedules_org_id_campaign_id_fkey"
      columns: ["org_id","campaign_id"]
isOneToOne: false
      referencedRelation: "campaign_list"
      referencedColumns: ["org_id","id"]
    },{
      foreignKeyName: "call_schedules_org_id_campaign_id_fkey"
      columns: ["org_id","campaign_id"]
isOneToOne: false
      referencedRelation: "campaigns"
      referencedColumns: ["org_id","id"]
    },{
      foreignKeyName: "call_schedules_org_id_fkey"
      columns: ["org_id"]
isOneToOne: false
      referencedRelation: "organizations"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "call_schedules_org_id_rule_id_fkey"
      columns: ["org_id","rule_id"]
isOneToOne: false
      referencedRelation: "call_schedule_rules"
      referencedColumns: ["org_id","id"]
    }
                  ]
                },"calling_policies": {
                  Row: {
                    "blackouts": NonNullable<Json>,"caps": NonNullable<Json>,"countries": (string)[] | null,"created_at": string,"default_purpose": Database["public"]['Enums']["call_purpose"] | null,"loosened": NonNullable<Json>,"min_gap_minutes": number,"org_id": string,"updated_at": string,"updated_by": string | null,"week": unknown
                  }
                  ComputedFields: never
                  Insert: {
                    "blackouts"?: NonNullable<Json>,"caps"?: NonNullable<Json>,"countries"?: (string)[] | null,"created_at"?: string,"default_purpose"?: Database["public"]['Enums']["call_purpose"] | null,"loosened"?: NonNullable<Json>,"min_gap_minutes"?: number,"org_id": string,"updated_at"?: string,"updated_by"?: string | null,"week"?: unknown
                  }
                  Update: {
                    "blackouts"?: NonNullable<Json>,"caps"?: NonNullable<Json>,"countries"?: (string)[] | null,"created_at"?: string,"default_purpose"?: Database["public"]['Enums']["call_purpose"] | null,"loosened"?: NonNullable<Json>,"min_gap_minutes"?: number,"org_id"?: string,"updated_at"?: string,"updated_by"?: string | null,"week"?: unknown
                  }
                  Relationships: [
                    {
      foreignKeyName: "calling_policies_org_id_fkey"
      columns: ["org_id"]
isOneToOne: true
      referencedRelation: "organizations"
      referencedColumns: ["id"]
    }
                  ]
                },"campaign_contacts": {
                  Row: {
                    "campaign_id": string,"code": Database["public"]['Enums']["reason_code"] | null,"contact_id": string | null,"contact_name": string,"created_at": string,"decision": Json | null,"ended_at": string | null,"global_phone_hash": string | null,"group_number": number,"id": string,"org_id": string,"phone_country": string | null,"phone_enc": string | null,"phone_hash": string,"phone_last4": string | null,"phone_regions": (string)[],"phone_zone_source": Database["public"]['Enums']["zone_source"] | null,"phone_zones": (string)[],"position": number,"state": Database["public"]['Enums']["campaign_contact_state"],"time_zone": string | null,"updated_at": string
                  }
                  ComputedFields: never
                  Insert: {
                    "campaign_id": string,"code"?: Database["public"]['Enums']["reason_code"] | null,"contact_id"?: string | null,"contact_name": string,"created_at"?: string,"decision"?: Json | null,"ended_at"?: string | null,"global_phone_hash"?: string | null,"group_number"?: number,"id"?: string,"org_id": string,"phone_country"?: string | null,"phone_enc"?: string | null,"phone_hash": string,"phone_last4"?: string | null,"phone_regions"?: (string)[],"phone_zone_source"?: Database["public"]['Enums']["zone_source"] | null,"phone_zones"?: (string)[],"position": number,"state"?: Database["public"]['Enums']["campaign_contact_state"],"time_zone"?: string | null,"updated_at"?: string
                  }
                  Update: {
                    "campaign_id"?: string,"code"?: Database["public"]['Enums']["reason_code"] | null,"contact_id"?: string | null,"contact_name"?: string,"created_at"?: string,"decision"?: Json | null,"ended_at"?: string | null,"global_phone_hash"?: string | null,"group_number"?: number,"id"?: string,"org_id"?: string,"phone_country"?: string | null,"phone_enc"?: string | null,"phone_hash"?: string,"phone_last4"?: string | null,"phone_regions"?: (string)[],"phone_zone_source"?: Database["public"]['Enums']["zone_source"] | null,"phone_zones"?: (string)[],"position"?: number,"state"?: Database["public"]['Enums']["campaign_contact_state"],"time_zone"?: string | null,"updated_at"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "campaign_contacts_org_id_campaign_id_fkey"
      columns: ["org_id","campaign_id"]
isOneToOne: false
      referencedRelation: "campaign_list"
      referencedColumns: ["org_id","id"]
    },{
      foreignKeyName: "campaign_contacts_org_id_campaign_id_fkey"
      columns: ["org_id","campaign_id"]
isOneToOne: false
      referencedRelation: "campaigns"
      referencedColumns: ["org_id","id"]
    }
                  ]
                },"campaign_dry_runs": {
                  Row: {
                    "campaign_id": string,"created_at": string,"created_by": string | null,"fingerprint": string,"id": string,"needs_confirmation": boolean,"org_id": string,"result": NonNullable<Json>,"will_call": number,"will_not_call": number
                  }
                  ComputedFields: never
                  Insert: {
                    "campaign_id": string,"created_at"?: string,"created_by"?: string | null,"fingerprint": string,"id"?: string,"needs_confirmation": boolean,"org_id": string,"result": NonNullable<Json>,"will_call": number,"will_not_call": number
                  }
                  Update: {
                    "campaign_id"?: string,"created_at"?: string,"created_by"?: string | null,"fingerprint"?: string,"id"?: string,"needs_confirmation"?: boolean,"org_id"?: string,"result"?: NonNullable<Json>,"will_call"?: number,"will_not_call"?: number
                  }
                  Relationships: [
                    {
      foreignKeyName: "campaign_dry_runs_org_id_campaign_id_fkey"
      columns: ["org_id","campaign_id"]
isOneToOne: false
      referencedRelation: "campaign_list"
      referencedColumns: ["org_id","id"]
    },{
      foreignKeyName: "campaign_dry_runs_org_id_campaign_id_fkey"
      columns: ["org_id","campaign_id"]
isOneToOne: false
      referencedRelation: "campaigns"
      referencedColumns: ["org_id","id"]
    }
                  ]
                },"campaigns": {
                  Row: {
                    "agent_id": string,"best_time": boolean,"call_language": string,"call_topic": string,"calls_per_minute": number | null,"cancelled_reason": string | null,"contacts_pruned_at": string | null,"created_at": string,"created_by": string | null,"deleted_at": string | null,"dry_run_id": string | null,"ended_at": string | null,"ends_at": string | null,"id": string,"max_concurrent_calls": number | null,"name": string,"org_id": string,"paused_at": string | null,"paused_code": Database["public"]['Enums']["campaign_pause_code"] | null,"paused_reason": string | null,"priority": number,"purpose": Database["public"]['Enums']["call_purpose"],"retry_policy": NonNullable<Json>,"revision": number,"started_at": string | null,"starts_at": string | null,"state": Database["public"]['Enums']["campaign_state"],"updated_at": string
                  }
                  ComputedFields: never
                  Insert: {
                    "agent_id": string,"best_time"?: boolean,"call_language"?: string,"call_topic"?: string,"calls_per_minute"?: number | null,"cancelled_reason"?: string | null,"contacts_pruned_at"?: string | null,"created_at"?: string,"created_by"?: string | null,"deleted_at"?: string | null,"dry_run_id"?: string | null,"ended_at"?: string | null,"ends_at"?: string | null,"id"?: string,"max_concurrent_calls"?: number | null,"name": string,"org_id": string,"paused_at"?: string | null,"paused_code"?: Database["public"]['Enums']["campaign_pause_code"] | null,"paused_reason"?: string | null,"priority"?: number,"purpose": Database["public"]['Enums']["call_purpose"],"retry_policy"?: NonNullable<Json>,"revision"?: number,"started_at"?: string | null,"starts_at"?: string | null,"state"?: Database["public"]['Enums']["campaign_state"],"updated_at"?: string
                  }
                  Update: {
                    "agent_id"?: string,"best_time"?: boolean,"call_language"?: string,"call_topic"?: string,"calls_per_minute"?: number | null,"cancelled_reason"?: string | null,"contacts_pruned_at"?: string | null,"created_at"?: string,"created_by"?: string | null,"deleted_at"?: string | null,"dry_run_id"?: string | null,"ended_at"?: string | null,"ends_at"?: string | null,"id"?: string,"max_concurrent_calls"?: number | null,"name"?: string,"org_id"?: string,"paused_at"?: string | null,"paused_code"?: Database["public"]['Enums']["campaign_pause_code"] | null,"paused_reason"?: string | null,"priority"?: number,"purpose"?: Database["public"]['Enums']["call_purpose"],"retry_policy"?: NonNullable<Json>,"revision"?: number,"started_at"?: string | null,"starts_at"?: string | null,"state"?: Database["public"]['Enums']["campaign_state"],"updated_at"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "campaigns_org_id_agent_id_fkey"
      columns: ["org_id","agent_id"]
isOneToOne: false
      referencedRelation: "agents"
      referencedColumns: ["org_id","id"]
    },{
      foreignKeyName: "campaigns_org_id_fkey"
      columns: ["org_id"]
isOneToOne: false
      referencedRelation: "organizations"
      referencedColumns: ["id"]
    }
                  ]
                },"consent_wordings": {
                  Row: {
                    "added_at": string,"org_id": string,"wording": string,"wording_hash": string
                  }
                  ComputedFields: never
                  Insert: {
                    "added_at"?: string,"org_id": string,"wording": string,"wording_hash": string
                  }
                  Update: {
                    "added_at"?: string,"org_id"?: string,"wording"?: string,"wording_hash"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "consent_wordings_org_id_fkey"
      columns: ["org_id"]
isOneToOne: false
      referencedRelation: "organizations"
      referencedColumns: ["id"]
    }
                  ]
                },"consents": {
                  Row: {
                    "added_at": string,"added_by": string | null,"artificial_voice": boolean,"contact_id": string,"contact_name": string | null,"evidence": string | null,"id": string,"kind": Database["public"]['Enums']["consent_kind"],"language": string | null,"obtained_at": string,"obtained_through": string,"org_id": string,"phone_hash": string,"phone_last4": string,"purposes": (Database["public"]['Enums']["call_purpose"])[],"relation": string | null,"revoked_at": string | null,"revoked_by": string | null,"revoked_reason": string | null,"revoked_via": string | null,"valid_until": string,"wording_hash": string | null,"wording_version": string | null
                  }
                  ComputedFields: never
                  Insert: {
                    "added_at"?: string,"added_by"?: string | null,"artificial_voice": boolean,"contact_id": string,"contact_name"?: string | null,"evidence"?: string | null,"id"?: string,"kind": Database["public"]['Enums']["consent_kind"],"language"?: string | null,"obtained_at": string,"obtained_through": string,"org_id": string,"phone_hash": string,"phone_last4": string,"purposes": (Database["public"]['Enums']["call_purpose"])[],"relation"?: string | null,"revoked_at"?: string | null,"revoked_by"?: string | null,"revoked_reason"?: string | null,"revoked_via"?: string | null,"valid_until": string,"wording_hash"?: string | null,"wording_version"?: string | null
                  }
                  Update: {
                    "added_at"?: string,"added_by"?: string | null,"artificial_voice"?: boolean,"contact_id"?: string,"contact_name"?: string | null,"evidence"?: string | null,"id"?: string,"kind"?: Database["public"]['Enums']["consent_kind"],"language"?: string | null,"obtained_at"?: string,"obtained_through"?: string,"org_id"?: string,"phone_hash"?: string,"phone_last4"?: string,"purposes"?: (Database["public"]['Enums']["call_purpose"])[],"relation"?: string | null,"revoked_at"?: string | null,"revoked_by"?: string | null,"revoked_reason"?: string | null,"revoked_via"?: string | null,"valid_until"?: string,"wording_hash"?: string | null,"wording_version"?: string | null
                  }
                  Relationships: [
                    {
      foreignKeyName: "consents_org_id_fkey"
      columns: ["org_id"]
isOneToOne: false
      referencedRelation: "organizations"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "consents_org_id_wording_hash_fkey"
      columns: ["org_id","wording_hash"]
isOneToOne: false
      referencedRelation: "consent_wordings"
      referencedColumns: ["org_id","wording_hash"]
    }
                  ]
                },"contact_syncs": {
                  Row: {
                    "contacts_broken": number,"contacts_changed": number,"contacts_read": number,"contacts_removed": number,"finished_at": string | null,"id": number,"kind": Database["public"]['Enums']["contact_sync_kind"],"last_contact_number": number,"lease_expires_at": string | null,"org_id": string,"reason": string | null,"reason_code": Database["public"]['Enums']["contact_sync_reason"] | null,"started_at": string,"state": Database["public"]['Enums']["contact_sync_state"],"window_start": string | null,"worker": string | null
                  }
                  ComputedFields: never
                  Insert: {
                    "contacts_broken"?: number,"contacts_changed"?: number,"contacts_read"?: number,"contacts_removed"?: number,"finished_at"?: string | null,"id"?: never,"kind": Database["public"]['Enums']["contact_sync_kind"],"last_contact_number"?: number,"lease_expires_at"?: string | null,"org_id": string,"reason"?: string | null,"reason_code"?: Database["public"]['Enums']["contact_sync_reason"] | null,"started_at"?: string,"state"?: Database["public"]['Enums']["contact_sync_state"],"window_start"?: string | null,"worker"?: string | null
                  }
                  Update: {
                    "contacts_broken"?: number,"contacts_changed"?: number,"contacts_read"?: number,"contacts_removed"?: number,"finished_at"?: string | null,"id"?: never,"kind"?: Database["public"]['Enums']["contact_sync_kind"],"last_contact_number"?: number,"lease_expires_at"?: string | null,"org_id"?: string,"reason"?: string | null,"reason_code"?: Database["public"]['Enums']["contact_sync_reason"] | null,"started_at"?: string,"state"?: Database["public"]['Enums']["contact_sync_state"],"window_start"?: string | null,"worker"?: string | null
                  }
                  Relationships: [
                    {
      foreignKeyName: "contact_syncs_org_id_fkey"
      columns: ["org_id"]
isOneToOne: false
      referencedRelation: "organizations"
      referencedColumns: ["id"]
    }
                  ]
                },"contacts": {
                  Row: {
                    "address_country": string | null,"address_region": string | null,"checkup_problem": Database["public"]['Enums']["checkup_problem"] | null,"contact_id": string,"contact_name": string,"contact_number": number,"created_at": string,"do_not_call": boolean,"hubspot_modified_at": string | null,"id": string,"language": string | null,"last_checkup_date": string | null,"merged_ids": (string)[],"org_id": string,"owner_id": string | null,"phone_country": string | null,"phone_enc": string | null,"phone_hash": string | null,"phone_problem": Database["public"]['Enums']["phone_problem"] | null,"phone_regions": (string)[],"phone_zone_source": Database["public"]['Enums']["zone_source"] | null,"phone_zones": (string)[],"problem": string | null,"properties": NonNullable<Json>,"removed_at": string | null,"removed_reason": Database["public"]['Enums']["removal_reason"] | null,"time_zone": string | null,"updated_at": string
                  }
                  ComputedFields: never
                  Insert: {
                    "address_country"?: string | null,"address_region"?: string | null,"checkup_problem"?: Database["public"]['Enums']["checkup_problem"] | null,"contact_id": string,"contact_name": string,"contact_number"?: never,"created_at"?: string,"do_not_call"?: boolean,"hubspot_modified_at"?: string | null,"id"?: string,"language"?: string | null,"last_checkup_date"?: string | null,"merged_ids"?: (string)[],"org_id": string,"owner_id"?: string | null,"phone_country"?: string | null,"phone_enc"?: string | null,"phone_hash"?: string | null,"phone_problem"?: Database["public"]['Enums']["phone_problem"] | null,"phone_regions"?: (string)[],"phone_zone_source"?: Database["public"]['Enums']["zone_source"] | null,"phone_zones"?: (string)[],"problem"?: string | null,"properties"?: NonNullable<Json>,"removed_at"?: string | null,"removed_reason"?: Database["public"]['Enums']["removal_reason"] | null,"time_zone"?: string | null,"updated_at"?: string
                  }
                  Update: {
                    "address_country"?: string | null,"address_region"?: string | null,"checkup_problem"?: Database["public"]['Enums']["checkup_problem"] | null,"contact_id"?: string,"contact_name"?: string,"contact_number"?: never,"created_at"?: string,"do_not_call"?: boolean,"hubspot_modified_at"?: string | null,"id"?: string,"language"?: string | null,"last_checkup_date"?: string | null,"merged_ids"?: (string)[],"org_id"?: string,"owner_id"?: string | null,"phone_country"?: string | null,"phone_enc"?: string | null,"phone_hash"?: string | null,"phone_problem"?: Database["public"]['Enums']["phone_problem"] | null,"phone_regions"?: (string)[],"phone_zone_source"?: Database["public"]['Enums']["zone_source"] | null,"phone_zones"?: (string)[],"problem"?: string | null,"properties"?: NonNullable<Json>,"removed_at"?: string | null,"removed_reason"?: Database["public"]['Enums']["removal_reason"] | null,"time_zone"?: string | null,"updated_at"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "contacts_org_id_fkey"
      columns: ["org_id"]
isOneToOne: false
      referencedRelation: "organizations"
      referencedColumns: ["id"]
    }
                  ]
                },"crm_outbox": {
                  Row: {
                    "attempt_id": string,"contact_id": string,"contact_updated_at": string | null,"created_at": string,"engagement_id": string | null,"engagement_sent_at": string | null,"id": string,"next_try_at": string,"org_id": string,"reason": string | null,"reason_code": Database["public"]['Enums']["outbox_reason"] | null,"schedule_id": string,"sent_at": string | null,"state": Database["public"]['Enums']["outbox_state"],"tries": number,"updated_at": string,"worker": string | null
                  }
                  ComputedFields: never
                  Insert: {
                    "attempt_id": string,"contact_id": string,"contact_updated_at"?: string | null,"created_at"?: string,"engagement_id"?: string | null,"engagement_sent_at"?: string | null,"id"?: string,"next_try_at"?: string,"org_id": string,"reason"?: string | null,"reason_code"?: Database["public"]['Enums']["outbox_reason"] | null,"schedule_id": string,"sent_at"?: string | null,"state"?: Database["public"]['Enums']["outbox_state"],"tries"?: number,"updated_at"?: string,"worker"?: string | null
                  }
                  Update: {
                    "attempt_id"?: string,"contact_id"?: string,"contact_updated_at"?: string | null,"created_at"?: string,"engagement_id"?: string | null,"engagement_sent_at"?: string | null,"id"?: string,"next_try_at"?: string,"org_id"?: string,"reason"?: string | null,"reason_code"?: Database["public"]['Enums']["outbox_reason"] | null,"schedule_id"?: string,"sent_at"?: string | null,"state"?: Database["public"]['Enums']["outbox_state"],"tries"?: number,"updated_at"?: string,"worker"?: string | null
                  }
                  Relationships: [
                    {
      foreignKeyName: "crm_outbox_attempt_id_fkey"
      columns: ["attempt_id"]
isOneToOne: true
      referencedRelation: "call_attempts"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "crm_outbox_org_id_fkey"
      columns: ["org_id"]
isOneToOne: false
      referencedRelation: "organizations"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "crm_outbox_org_id_schedule_id_fkey"
      columns: ["org_id","schedule_id"]
isOneToOne: false
      referencedRelation: "call_schedules"
      referencedColumns: ["org_id","id"]
    },{
      foreignKeyName: "crm_outbox_org_id_schedule_id_fkey"
      columns: ["org_id","schedule_id"]
isOneToOne: false
      referencedRelation: "due_call_schedules"
      referencedColumns: ["org_id","id"]
    }
                  ]
                },"hubspot_connections": {
                  Row: {
                    "call_summary_property": string | null,"checkup_property": string,"created_at": string,"default_country": string | null,"do_not_call_property": string | null,"full_sync_after": string,"language_property": string | null,"last_call_date_property": string | null,"last_call_outcome_property": string | null,"mobile_property": string | null,"next_sync_at": string,"org_id": string,"owner_property": string | null,"phone_property": string,"portal_id": string | null,"portal_time_zone": string | null,"property_types": NonNullable<Json>,"removed_at": string | null,"revision": number,"rules_evaluated_on": string | null,"rules_pending": boolean,"state": Database["public"]['Enums']["hubspot_state"],"state_at": string | null,"state_detail": string | null,"sync_requested_at": string | null,"synced_until": string | null,"time_zone_property": string | null,"token_secret_id": string | null,"token_set": boolean,"updated_at": string,"uses_default_token": boolean,"write_back_enabled": boolean
                  }
                  ComputedFields: never
                  Insert: {
                    "call_summary_property"?: string | null,"checkup_property"?: string,"created_at"?: string,"default_country"?: string | null,"do_not_call_property"?: string | null,"full_sync_after"?: string,"language_property"?: string | null,"last_call_date_property"?: string | null,"last_call_outcome_property"?: string | null,"mobile_property"?: string | null,"next_sync_at"?: string,"org_id": string,"owner_property"?: string | null,"phone_property"?: string,"portal_id"?: string | null,"portal_time_zone"?: string | null,"property_types"?: NonNullable<Json>,"removed_at"?: string | null,"revision"?: number,"rules_evaluated_on"?: string | null,"rules_pending"?: boolean,"state"?: Database["public"]['Enums']["hubspot_state"],"state_at"?: string | null,"state_detail"?: string | null,"sync_requested_at"?: string | null,"synced_until"?: string | null,"time_zone_property"?: string | null,"token_secret_id"?: string | null,"token_set"?: never,"updated_at"?: string,"uses_default_token"?: boolean,"write_back_enabled"?: boolean
                  }
                  Update: {
                    "call_summary_property"?: string | null,"checkup_property"?: string,"created_at"?: string,"default_country"?: string | null,"do_not_call_property"?: string | null,"full_sync_after"?: string,"language_property"?: string | null,"last_call_date_property"?: string | null,"last_call_outcome_property"?: string | null,"mobile_property"?: string | null,"next_sync_at"?: string,"org_id"?: string,"owner_property"?: string | null,"phone_property"?: string,"portal_id"?: string | null,"portal_time_zone"?: string | null,"property_types"?: NonNullable<Json>,"removed_at"?: string | null,"revision"?: number,"rules_evaluated_on"?: string | null,"rules_pending"?: boolean,"state"?: Database["public"]['Enums']["hubspot_state"],"state_at"?: string | null,"state_detail"?: string | null,"sync_requested_at"?: string | null,"synced_until"?: string | null,"time_zone_property"?: string | null,"token_secret_id"?: string | null,"token_set"?: never,"updated_at"?: string,"uses_default_token"?: boolean,"write_back_enabled"?: boolean
                  }
                  Relationships: [
                    {
      foreignKeyName: "hubspot_connections_org_id_fkey"
      columns: ["org_id"]
isOneToOne: true
      referencedRelation: "organizations"
      referencedColumns: ["id"]
    }
                  ]
                },"idempotency_keys": {
                  Row: {
                    "created_at": string,"fingerprint": string,"idempotency_key": string,"org_id": string,"resource_id": string,"response_enc": string | null,"started_at": string,"status_code": number | null,"user_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "created_at"?: string,"fingerprint": string,"idempotency_key": string,"org_id": string,"resource_id": string,"response_enc"?: string | null,"started_at"?: string,"status_code"?: number | null,"user_id": string
                  }
                  Update: {
                    "created_at"?: string,"fingerprint"?: string,"idempotency_key"?: string,"org_id"?: string,"resource_id"?: string,"response_enc"?: string | null,"started_at"?: string,"status_code"?: number | null,"user_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "idempotency_keys_org_id_fkey"
      columns: ["org_id"]
isOneToOne: false
      referencedRelation: "organizations"
      referencedColumns: ["id"]
    }
                  ]
                },"invitations": {
                  Row: {
                    "accepted_at": string | null,"created_at": string,"email": string,"expires_at": string,"id": string,"invited_by": string | null,"org_id": string,"role": Database["public"]['Enums']["member_role"]
                  }
                  ComputedFields: never
                  Insert: {
                    "accepted_at"?: string | null,"created_at"?: string,"email": string,"expires_at"?: string,"id"?: string,"invited_by"?: string | null,"org_id": string,"role": Database["public"]['Enums']["member_role"]
                  }
                  Update: {
                    "accepted_at"?: string | null,"created_at"?: string,"email"?: string,"expires_at"?: string,"id"?: string,"invited_by"?: string | null,"org_id"?: string,"role"?: Database["public"]['Enums']["member_role"]
                  }
                  Relationships: [
                    {
      foreignKeyName: "invitations_org_id_fkey"
      columns: ["org_id"]
isOneToOne: false
      referencedRelation: "organizations"
      referencedColumns: ["id"]
    }
                  ]
                },"memberships": {
                  Row: {
                    "created_at": string,"org_id": string,"role": Database["public"]['Enums']["member_role"],"user_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "created_at"?: string,"org_id": string,"role": Database["public"]['Enums']["member_role"],"user_id": string
                  }
                  Update: {
                    "created_at"?: string,"org_id"?: string,"role"?: Database["public"]['Enums']["member_role"],"user_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "memberships_org_id_fkey"
      columns: ["org_id"]
isOneToOne: false
      referencedRelation: "organizations"
      referencedColumns: ["id"]
    }
                  ]
                },"organizations": {
                  Row: {
                    "allowed_number_kinds": (string)[],"calling_hours_from": string,"calling_hours_to": string,"calling_paused_at": string | null,"calling_paused_code": Database["public"]['Enums']["reason_code"] | null,"calling_paused_reason": string | null,"created_at": string,"id": string,"max_concurrent_calls": number,"max_dials_per_day": number | null,"name": string,"queue_deadline_seconds": number,"retry_policy": NonNullable<Json>,"slug": string,"time_zone": string,"updated_at": string
                  }
                  ComputedFields: never
                  Insert: {
                    "allowed_number_kinds"?: (string)[],"calling_hours_from"?: string,"calling_hours_to"?: string,"calling_paused_at"?: string | null,"calling_paused_code"?: Database["public"]['Enums']["reason_code"] | null,"calling_paused_reason"?: string | null,"created_at"?: string,"id"?: string,"max_concurrent_calls"?: number,"max_dials_per_day"?: number | null,"name": string,"queue_deadline_seconds"?: number,"retry_policy"?: NonNullable<Json>,"slug": string,"time_zone"?: string,"updated_at"?: string
                  }
                  Update: {
                    "allowed_number_kinds"?: (string)[],"calling_hours_from"?: string,"calling_hours_to"?: string,"calling_paused_at"?: string | null,"calling_paused_code"?: Database["public"]['Enums']["reason_code"] | null,"calling_paused_reason"?: string | null,"created_at"?: string,"id"?: string,"max_concurrent_calls"?: number,"max_dials_per_day"?: number | null,"name"?: string,"queue_deadline_seconds"?: number,"retry_policy"?: NonNullable<Json>,"slug"?: string,"time_zone"?: string,"updated_at"?: string
                  }
                  Relationships: [
                    
                  ]
                },"suppressions": {
                  Row: {
                    "added_at": string,"added_by": string | null,"attempt_id": string | null,"contact_id": string | null,"evidence": string | null,"expires_at": string | null,"id": string,"needs_review": boolean,"org_id": string,"phone_hash": string,"phone_last4": string | null,"reason": string,"removed_at": string | null,"removed_by": string | null,"removed_reason": string | null,"schedule_id": string | null,"scope": Database["public"]['Enums']["suppression_scope"],"source": Database["public"]['Enums']["suppression_source"],"topic": string | null
                  }
                  ComputedFields: never
                  Insert: {
                    "added_at"?: string,"added_by"?: string | null,"attempt_id"?: string | null,"contact_id"?: string | null,"evidence"?: string | null,"expires_at"?: string | null,"id"?: string,"needs_review"?: boolean,"org_id": string,"phone_hash": string,"phone_last4"?: string | null,"reason": string,"removed_at"?: string | null,"removed_by"?: string | null,"removed_reason"?: string | null,"schedule_id"?: string | null,"scope"?: Database["public"]['Enums']["suppression_scope"],"source": Database["public"]['Enums']["suppression_source"],"topic"?: string | null
                  }
                  Update: {
                    "added_at"?: string,"added_by"?: string | null,"attempt_id"?: string | null,"contact_id"?: string | null,"evidence"?: string | null,"expires_at"?: string | null,"id"?: string,"needs_review"?: boolean,"org_id"?: string,"phone_hash"?: string,"phone_last4"?: string | null,"reason"?: string,"removed_at"?: string | null,"removed_by"?: string | null,"removed_reason"?: string | null,"schedule_id"?: string | null,"scope"?: Database["public"]['Enums']["suppression_scope"],"source"?: Database["public"]['Enums']["suppression_source"],"topic"?: string | null
                  }
                  Relationships: [
                    {
      foreignKeyName: "suppressions_org_id_fkey"
      columns: ["org_id"]
isOneToOne: false
      referencedRelation: "organizations"
      referencedColumns: ["id"]
    }
                  ]
                },"webhook_deliveries": {
                  Row: {
                    "created_at": string,"data": NonNullable<Json>,"delivered_at": string | null,"event_id": string,"http_status": number | null,"id": string,"next_try_at": string,"occurred_at": string,"org_id": string | null,"position": number,"reason": string | null,"reason_code": Database["public"]['Enums']["delivery_reason"] | null,"replay_of": string | null,"state": Database["public"]['Enums']["delivery_state"],"subject_id": string,"tries": number,"type": Database["public"]['Enums']["webhook_event"],"webhook_id": string,"worker": string | null
                  }
                  ComputedFields: never
                  Insert: {
                    "created_at"?: string,"data": NonNullable<Json>,"delivered_at"?: string | null,"event_id": string,"http_status"?: number | null,"id"?: string,"next_try_at"?: string,"occurred_at"?: string,"org_id"?: string | null,"position"?: never,"reason"?: string | null,"reason_code"?: Database["public"]['Enums']["delivery_reason"] | null,"replay_of"?: string | null,"state"?: Database["public"]['Enums']["delivery_state"],"subject_id": string,"tries"?: number,"type": Database["public"]['Enums']["webhook_event"],"webhook_id": string,"worker"?: string | null
                  }
                  Update: {
                    "created_at"?: string,"data"?: NonNullable<Json>,"delivered_at"?: string | null,"event_id"?: string,"http_status"?: number | null,"id"?: string,"next_try_at"?: string,"occurred_at"?: string,"org_id"?: string | null,"position"?: never,"reason"?: string | null,"reason_code"?: Database["public"]['Enums']["delivery_reason"] | null,"replay_of"?: string | null,"state"?: Database["public"]['Enums']["delivery_state"],"subject_id"?: string,"tries"?: number,"type"?: Database["public"]['Enums']["webhook_event"],"webhook_id"?: string,"worker"?: string | null
                  }
                  Relationships: [
                    {
      foreignKeyName: "webhook_deliveries_org_id_webhook_id_fkey"
      columns: ["org_id","webhook_id"]
isOneToOne: false
      referencedRelation: "webhooks"
      referencedColumns: ["org_id","id"]
    }
                  ]
                },"webhooks": {
                  Row: {
                    "created_at": string,"created_by": string | null,"description": string | null,"events": (Database["public"]['Enums']["webhook_event"])[],"failing_since": string | null,"failures": number,"held_until": string,"id": string,"is_active": boolean,"off_code": Database["public"]['Enums']["webhook_off_code"] | null,"old_secret_id": string | null,"old_secret_until": string | null,"org_id": string | null,"secret_id": string,"updated_at": string,"url": string
                  }
                  ComputedFields: never
                  Insert: {
                    "created_at"?: string,"created_by"?: string | null,"description"?: string | null,"events": (Database["public"]['Enums']["webhook_event"])[],"failing_since"?: string | null,"failures"?: number,"held_until"?: string,"id"?: string,"is_active"?: boolean,"off_code"?: Database["public"]['Enums']["webhook_off_code"] | null,"old_secret_id"?: string | null,"old_secret_until"?: string | null,"org_id"?: string | null,"secret_id": string,"updated_at"?: string,"url": string
                  }
                  Update: {
                    "created_at"?: string,"created_by"?: string | null,"description"?: string | null,"events"?: (Database["public"]['Enums']["webhook_event"])[],"failing_since"?: string | null,"failures"?: number,"held_until"?: string,"id"?: string,"is_active"?: boolean,"off_code"?: Database["public"]['Enums']["webhook_off_code"] | null,"old_secret_id"?: string | null,"old_secret_until"?: string | null,"org_id"?: string | null,"secret_id"?: string,"updated_at"?: string,"url"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "webhooks_org_id_fkey"
      columns: ["org_id"]
isOneToOne: false
      referencedRelation: "organizations"
      referencedColumns: ["id"]
    }
                  ]
                }
          }
          Views: {
            "campaign_list": {
                  Row: {
                    "agent_id": string,"best_time": boolean,"call_language": string,"call_topic": string,"calls_per_minute": number | null,"cancelled_reason": string | null,"counts": Json | null,"created_at": string,"created_by": string | null,"dry_run_id": string | null,"ended_at": string | null,"ends_at": string | null,"id": string,"max_concurrent_calls": number | null,"name": string,"org_id": string,"paused_at": string | null,"paused_code": Database["public"]['Enums']["campaign_pause_code"] | null,"paused_reason": string | null,"priority": number,"purpose": Database["public"]['Enums']["call_purpose"],"retry_policy": NonNullable<Json>,"revision": number,"started_at": string | null,"starts_at": string | null,"state": Database["public"]['Enums']["campaign_state"],"updated_at": string
                  }
                  ComputedFields: never
                  Insert: {
                           "agent_id"?: string | null,"best_time"?: boolean | null,"call_language"?: string | null,"call_topic"?: string | null,"calls_per_minute"?: number | null,"cancelled_reason"?: string | null,"counts"?: never,"created_at"?: string | null,"created_by"?: string | null,"dry_run_id"?: string | null,"ended_at"?: string | null,"ends_at"?: string | null,"id"?: string | null,"max_concurrent_calls"?: number | null,"name"?: string | null,"org_id"?: string | null,"paused_at"?: string | null,"paused_code"?: Database["public"]['Enums']["campaign_pause_code"] | null,"paused_reason"?: string | null,"priority"?: number | null,"purpose"?: Database["public"]['Enums']["call_purpose"] | null,"retry_policy"?: Json | null,"revision"?: number | null,"started_at"?: string | null,"starts_at"?: string | null,"state"?: Database["public"]['Enums']["campaign_state"] | null,"updated_at"?: string | null
                         }
                        Update: {
                           "agent_id"?: string | null,"best_time"?: boolean | null,"call_language"?: string | null,"call_topic"?: string | null,"calls_per_minute"?: number | null,"cancelled_reason"?: string | null,"counts"?: never,"created_at"?: string | null,"created_by"?: string | null,"dry_run_id"?: string | null,"ended_at"?: string | null,"ends_at"?: string | null,"id"?: string | null,"max_concurrent_calls"?: number | null,"name"?: string | null,"org_id"?: string | null,"paused_at"?: string | null,"paused_code"?: Database["public"]['Enums']["campaign_pause_code"] | null,"paused_reason"?: string | null,"priority"?: number | null,"purpose"?: Database["public"]['Enums']["call_purpose"] | null,"retry_policy"?: Json | null,"revision"?: number | null,"started_at"?: string | null,"starts_at"?: string | null,"state"?: Database["public"]['Enums']["campaign_state"] | null,"updated_at"?: string | null
                         }
                        Relationships: [
                    {
      foreignKeyName: "campaigns_org_id_agent_id_fkey"
      columns: ["org_id","agent_id"]
isOneToOne: false
      referencedRelation: "agents"
      referencedColumns: ["org_id","id"]
    },{
      foreignKeyName: "campaigns_org_id_fkey"
      columns: ["org_id"]
isOneToOne: false
      referencedRelation: "organizations"
      referencedColumns: ["id"]
    }
                  ]
                },"contact_list": {
                  Row: {
                    "checkup_problem": Database["public"]['Enums']["checkup_problem"] | null,"contact_id": string,"contact_name": string,"contact_number": number,"do_not_call": boolean,"hubspot_modified_at": string | null,"id": string,"language": string | null,"last_checkup_date": string | null,"org_id": string,"owner_id": string | null,"phone_enc": string | null,"phone_problem": Database["public"]['Enums']["phone_problem"] | null,"problem": string | null,"problems": (Database["public"]['Enums']["contact_problem"])[] | null,"properties": NonNullable<Json>,"time_zone": string | null,"updated_at": string
                  }
                  ComputedFields: never
                  Relationships: [
                    {
      foreignKeyName: "contacts_org_id_fkey"
      columns: ["org_id"]
isOneToOne: false
      referencedRelation: "organizations"
      referencedColumns: ["id"]
    }
                  ]
                },"due_call_schedules": {
                  Row: {
                    "agent_id": string,"attempt_count": number,"attention": boolean,"attention_code": Database["public"]['Enums']["attention_code"] | null,"attention_reason": string | null,"auto_trigger_enabled": boolean,"bolna_call_id": string | null,"call_language": string,"call_status": Database["public"]['Enums']["call_status"],"call_topic": string,"campaign_id": string | null,"checkup_threshold_days": number,"contact_id": string,"contact_name": string,"contact_phone_enc": string,"created_at": string,"created_by": string | null,"deadline_at": string | null,"due_at": string,"id": string,"is_active": boolean,"last_checkup_date": string | null,"not_before": string | null,"org_id": string,"purpose": Database["public"]['Enums']["call_purpose"],"retry_at": string | null,"rule_id": string | null,"scheduled_at": string,"status_reason": string | null,"status_reason_code": Database["public"]['Enums']["reason_code"] | null,"time_zone": string | null,"updated_at": string
                  }
                  ComputedFields: never
                  Insert: {
                           "agent_id"?: string | null,"attempt_count"?: number | null,"attention"?: boolean | null,"attention_code"?: Database["public"]['Enums']["attention_code"] | null,"attention_reason"?: string | null,"auto_trigger_enabled"?: boolean | null,"bolna_call_id"?: string | null,"call_language"?: string | null,"call_status"?: Database["public"]['Enums']["call_status"] | null,"call_topic"?: string | null,"campaign_id"?: string | null,"checkup_threshold_days"?: number | null,"contact_id"?: string | null,"contact_name"?: string | null,"contact_phone_enc"?: string | null,"created_at"?: string | null,"created_by"?: string | null,"deadline_at"?: string | null,"due_at"?: string | null,"id"?: string | null,"is_active"?: boolean | null,"last_checkup_date"?: string | null,"not_before"?: string | null,"org_id"?: string | null,"purpose"?: Database["public"]['Enums']["call_purpose"] | null,"retry_at"?: string | null,"rule_id"?: string | null,"scheduled_at"?: string | null,"status_reason"?: string | null,"status_reason_code"?: Database["public"]['Enums']["reason_code"] | null,"time_zone"?: string | null,"updated_at"?: string | null
                         }
                        Update: {
                           "agent_id"?: string | null,"attempt_count"?: number | null,"attention"?: boolean | null,"attention_code"?: Database["public"]['Enums']["attention_code"] | null,"attention_reason"?: string | null,"auto_trigger_enabled"?: boolean | null,"bolna_call_id"?: string | null,"call_language"?: string | null,"call_status"?: Database["public"]['Enums']["call_status"] | null,"call_topic"?: string | null,"campaign_id"?: string | null,"checkup_threshold_days"?: number | null,"contact_id"?: string | null,"contact_name"?: string | null,"contact_phone_enc"?: string | null,"created_at"?: string | null,"created_by"?: string | null,"deadline_at"?: string | null,"due_at"?: string | null,"id"?: string | null,"is_active"?: boolean | null,"last_checkup_date"?: string | null,"not_before"?: string | null,"org_id"?: string | null,"purpose"?: Database["public"]['Enums']["call_purpose"] | null,"retry_at"?: string | null,"rule_id"?: string | null,"scheduled_at"?: string | null,"status_reason"?: string | null,"status_reason_code"?: Database["public"]['Enums']["reason_code"] | null,"time_zone"?: string | null,"updated_at"?: string | null
                         }
                        Relationships: [
                    {
      foreignKeyName: "call_schedules_org_id_agent_id_fkey"
      columns: ["org_id","agent_id"]
isOneToOne: false
      referencedRelation: "agents"
      referencedColumns: ["org_id","id"]
    },{
      foreignKeyName: "call_schedules_org_id_campaign_id_fkey"
      columns: ["org_id","campaign_id"]
isOneToOne: false
      referencedRelation: "campaign_list"
      referencedColumns: ["org_id","id"]
    },{
      foreignKeyName: "call_schedules_org_id_campaign_id_fkey"
      columns: ["org_id","campaign_id"]
isOneToOne: false
      referencedRelation: "campaigns"
      referencedColumns: ["org_id","id"]
    },{
      foreignKeyName: "call_schedules_org_id_fkey"
      columns: ["org_id"]
isOneToOne: false
      referencedRelation: "organizations"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "call_schedules_org_id_rule_id_fkey"
      columns: ["org_id","rule_id"]
isOneToOne: false
      referencedRelation: "call_schedule_rules"
      referencedColumns: ["org_id","id"]
    }
                  ]
                }
          }
          Functions: {
            "abandon_idempotent_request":
{ Args: { "p_actor": string,"p_key": string,"p_org_id": string }; Returns: undefined
                           },
"accept_invitation":
{ Args: { "p_invitation_id": string }; Returns: undefined
                           },
"add_suppression":
{ Args: { "p_actor": string,"p_id": string,"p_org_id": string,"p_suppression": Json }; Returns: Json
                           },
"adopt_call":
{ Args: { "p_call": Json,"p_lost"?: Json,"p_window_id": number }; Returns: Json
                           },
"adopt_default_hubspot_token":
{ Args: Record<PropertyKey, never>; Returns: undefined
                           },
"agent_tool_terms":
{ Args: { "p_call_ref": string,"p_execution_id": string,"p_zone": string }; Returns: Json
                           },
"alert_settings":
{ Args: { "p_org_id": string }; Returns: Json
                           },
"alerts_health":
{ Args: Record<PropertyKey, never>; Returns: Json
                           },
"audience_progress":
{ Args: { "p_campaign_id": string,"p_org_id": string }; Returns: Json
                           },
"audit_page":
{ Args: { "p_actor_id": string,"p_before_at": string,"p_before_id": number,"p_from": string,"p_limit": number,"p_org_id": string,"p_row_id": string,"p_table": string,"p_to": string }; Returns: Json
                           },
"begin_audience_upload":
{ Args: { "p_actor": string,"p_campaign_id": string,"p_id": string,"p_org_id": string,"p_rows_total": number,"p_source": Database["public"]['Enums']["audience_source"] }; Returns: Database["public"]['Enums']["answer_outcome"]
                           },
"begin_idempotent_request":
{ Args: { "p_actor": string,"p_fingerprint": string,"p_key": string,"p_org_id": string,"p_resource_id": string }; Returns: Json
                           },
"begin_list_audience":
{ Args: { "p_actor": string,"p_campaign_id": string,"p_id": string,"p_list_id": string,"p_org_id": string,"p_size": number,"p_worker": string }; Returns: Database["public"]['Enums']["answer_outcome"]
                           },
"begin_recovery":
{ Args: { "backup_taken_at": string }; Returns: Json
                           },
"begin_sweep":
{ Args: { "p_worker": string }; Returns: Json
                           },
"begin_worker_run":
{ Args: { "p_instance": string,"p_worker": string }; Returns: number
                           },
"book_call_later":
{ Args: { "p_at": string,"p_call_ref": string,"p_execution_id": string,"p_id": string,"p_local": string,"p_phone_enc": string,"p_zone": string }; Returns: Json
                           },
"book_call_schedule":
{ Args: { "p_actor": string,"p_call": Json,"p_id": string,"p_org_id": string }; Returns: Json
                           },
"book_rule_calls":
{ Args: { "p_calls": Json,"p_rule_id": string }; Returns: number
                           },
"call_dispositions":
{ Args: { "p_call_ref": string,"p_execution_id": string }; Returns: Json
                           },
"call_history":
{ Args: { "p_org_id": string,"p_schedule_id": string }; Returns: Json
                           },
"call_look_terms":
{ Args: { "p_schedule_id": string,"p_worker": string }; Returns: Json
                           },
"call_report":
{ Args: { "p_agent_id"?: string,"p_by"?: Database["public"]['Enums']["report_group"],"p_campaign_id"?: string,"p_from": string,"p_org_id": string,"p_rule_id"?: string,"p_to": string,"p_topic"?: string }; Returns: Json
                           },
"call_statistics":
{ Args: { "p_org_id": string,"p_threshold_days"?: number }; Returns: Json
                           },
"calls_without_global_hash":
{ Args: { "p_limit"?: number }; Returns: {
              "contact_phone_enc": string,"org_id": string,"schedule_id": string
            }[]
                           },
"campaign_burn_down":
{ Args: { "p_campaign_id": string,"p_org_id": string }; Returns: Json
                           },
"campaign_contacts_page":
{ Args: { "p_after": number,"p_campaign_id": string,"p_limit": number,"p_org_id": string,"p_state": Database["public"]['Enums']["campaign_contact_state"] }; Returns: Json
                           },
"cancel_call_schedule":
{ Args: { "p_delete"?: boolean,"p_schedule_id": string }; Returns: Json
                           },
"cancel_campaign":
{ Args: { "p_actor": string,"p_campaign_id": string,"p_org_id": string,"p_reason": string }; Returns: Json
                           },
"change_call_rule":
{ Args: { "p_actor": string,"p_changes": Json,"p_org_id": string,"p_rule_id": string }; Returns: Json
                           },
"change_call_schedule":
{ Args: { "p_actor": string,"p_changes": Json,"p_org_id": string,"p_schedule_id": string,"p_seen_at"?: string }; Returns: Json
                           },
"change_campaign":
{ Args: { "p_actor": string,"p_campaign_id": string,"p_changes": Json,"p_org_id": string }; Returns: Json
                           },
"change_many_calls":
{ Args: { "p_action": Database["public"]['Enums']["bulk_action"],"p_at"?: string,"p_confirm"?: number,"p_dry_run"?: boolean,"p_filters"?: Json,"p_ids"?: (string)[],"p_minutes"?: number,"p_org_id": string }; Returns: Json
                           },
"change_member_role":
{ Args: { "p_org_id": string,"p_role": Database["public"]['Enums']["member_role"],"p_user_id": string }; Returns: undefined
                           },
"change_organization":
{ Args: { "p_changes": Json,"p_org_id": string }; Returns: undefined
                           },
"check_call":
{ Args: { "p_actor": string,"p_call": Json,"p_org_id": string }; Returns: Json
                           },
"check_call_days":
{ Args: { "p_actor": string,"p_call": Json,"p_days": number,"p_from": string,"p_org_id": string,"p_zone": string }; Returns: Json
                           },
"check_phone_keys":
{ Args: { "p_keys": Json }; Returns: Json
                           },
"claim_call_schedule":
{ Args: { "p_actor": string,"p_default_bolna_agent_id"?: string,"p_lease_seconds"?: number,"p_override_reason"?: string,"p_schedule_id": string,"p_worker": string }; Returns: Json
                           },
"claim_contact_sync":
{ Args: { "p_lease_seconds"?: number,"p_not_before"?: string,"p_only_due": boolean,"p_org_id"?: string,"p_worker": string }; Returns: Json
                           },
"claim_crm_outbox":
{ Args: { "p_lease_seconds"?: number,"p_limit"?: number,"p_worker": string }; Returns: Json[]
                           },
"claim_due_calls":
{ Args: { "p_default_bolna_agent_id"?: string,"p_lease_seconds"?: number,"p_limit"?: number,"p_worker": string }; Returns: Database["public"]['CompositeTypes']["claimed_call"][]
                          SetofOptions: {
        from: "*"
        to: "claimed_call"
        isOneToOne: false
        isSetofReturn: true
      } },
"claim_follow_ups":
{ Args: { "p_limit"?: number }; Returns: {
              "attempt_id": string,"bolna_agent_id": string,"bolna_execution_id": string,"bolna_status": string,"bolna_status_at": string,"check_count": number,"claimed_at": string,"org_id": string,"placed_at": string,"queue_deadline_seconds": number,"schedule_id": string,"state": Database["public"]['Enums']["attempt_state"]
            }[]
                           },
"claim_list_reading":
{ Args: { "p_worker": string }; Returns: Json
                           },
"claim_looked_call":
{ Args: { "p_default_bolna_agent_id"?: string,"p_lease_seconds"?: number,"p_look": Json,"p_schedule_id": string,"p_worker": string }; Returns: Json
                           },
"claim_overdue_calls":
{ Args: { "p_actor": string,"p_default_bolna_agent_id"?: string,"p_lease_seconds"?: number,"p_limit"?: number,"p_org_id": string,"p_worker": string }; Returns: Database["public"]['CompositeTypes']["claimed_call"][]
                          SetofOptions: {
        from: "*"
        to: "claimed_call"
        isOneToOne: false
        isSetofReturn: true
      } },
"claim_recovery_window":
{ Args: Record<PropertyKey, never>; Returns: Json
                           },
"claim_webhook_deliveries":
{ Args: { "p_except"?: (string)[],"p_lease_seconds"?: number,"p_limit"?: number,"p_per_endpoint"?: number,"p_worker": string }; Returns: Json[]
                           },
"complete_contact_sync":
{ Args: { "p_sync_id": number,"p_worker": string }; Returns: Json
                           },
"configure_alerts":
{ Args: { "enabled"?: boolean,"heartbeat_seconds"?: number,"heartbeat_url"?: string,"interval_seconds"?: number,"secret"?: string,"url"?: string }; Returns: Json
                           },
"configure_call_scheduler":
{ Args: { "enabled"?: boolean,"interval_seconds"?: number }; Returns: string
                           },
"configure_hubspot_sync":
{ Args: { "enabled"?: boolean,"interval_minutes"?: number }; Returns: string
                           },
"configure_page_wakeups":
{ Args: { "enabled"?: boolean }; Returns: string
                           },
"configure_worker":
{ Args: { "enabled"?: boolean,"interval_seconds"?: number,"worker": string }; Returns: string
                           },
"contact_sync_progress":
{ Args: { "p_org_id": string,"p_since": string }; Returns: Json
                           },
"contacts_of_rule":
{ Args: { "p_limit": number,"p_org_id": string,"p_rule_id": string }; Returns: Json
                           },
"contacts_to_close":
{ Args: { "p_contact_ids": (string)[],"p_org_id": string }; Returns: Json
                           },
"count_call_schedules":
{ Args: { "p_filters"?: Json,"p_org_id": string }; Returns: Json
                           },
"create_call_rule":
{ Args: { "p_actor": string,"p_id": string,"p_org_id": string,"p_rule": Json }; Returns: Json
                           },
"create_campaign":
{ Args: { "p_actor": string,"p_campaign": Json,"p_id": string,"p_org_id": string }; Returns: Json
                           },
"database_time":
{ Args: Record<PropertyKey, never>; Returns: string
                           },
"delete_call_rule":
{ Args: { "p_org_id": string,"p_rule_id": string }; Returns: Database["public"]['Enums']["answer_outcome"]
                           },
"delete_campaign":
{ Args: { "p_actor": string,"p_campaign_id": string,"p_org_id": string }; Returns: Database["public"]['Enums']["answer_outcome"]
                           },
"drop_audience_upload":
{ Args: { "p_actor": string,"p_org_id": string,"p_upload_id": string }; Returns: undefined
                           },
"enter_organization":
{ Args: { "p_kind"?: Database["public"]['Enums']["request_kind"],"p_slug": string }; Returns: Json
                           },
"erase_person":
{ Args: { "p_actor": string,"p_contact_id": string,"p_id": string,"p_org_id": string,"p_phone_hash": string,"p_reason": string }; Returns: Json
                           },
"executions_to_adopt":
{ Args: { "p_executions": Json }; Returns: Json
                           },
"explain_call":
{ Args: { "p_actor": string,"p_org_id": string,"p_schedule_id": string }; Returns: Json
                           },
"export_person":
{ Args: { "p_actor": string,"p_contact_id": string,"p_id": string,"p_org_id": string,"p_phone_hash": string }; Returns: Json
                           },
"find_by_number":
{ Args: { "p_actor": string,"p_org_id": string,"p_phone_hash": string,"p_removed"?: boolean }; Returns: Json
                           },
"finish_audience_upload":
{ Args: { "p_actor": string,"p_org_id": string,"p_upload_id": string }; Returns: Json
                           },
"finish_idempotent_request":
{ Args: { "p_actor": string,"p_key": string,"p_org_id": string,"p_response_enc": string,"p_status_code": number }; Returns: undefined
                           },
"finish_list_audience":
{ Args: { "p_upload_id": string,"p_worker": string }; Returns: Json
                           },
"finish_recovery":
{ Args: { "accept_unidentified"?: boolean }; Returns: Json
                           },
"finish_recovery_window":
{ Args: { "p_waits": boolean,"p_window_id": number }; Returns: undefined
                           },
"finish_worker_run":
{ Args: { "p_counts": Json,"p_run_id": number }; Returns: undefined
                           },
"flag_attention":
{ Args: { "p_attempt_id": string,"p_code": Database["public"]['Enums']["attention_code"],"p_reason": string }; Returns: boolean
                           },
"hear_agent_tool":
{ Args: { "p_call_ref": string,"p_execution_id": string,"p_wish": Json }; Returns: boolean
                           },
"hold_hubspot_account":
{ Args: { "p_account": string,"p_kind": Database["public"]['Enums']["hubspot_limit"],"p_seconds": number }; Returns: undefined
                           },
"hubspot_access":
{ Args: { "p_org_id": string }; Returns: Json
                           },
"hubspot_health":
{ Args: Record<PropertyKey, never>; Returns: Json
                           },
"import_suppressions":
{ Args: { "p_actor": string,"p_org_id": string,"p_rows": Json }; Returns: Json
                           },
"invite_member":
{ Args: { "p_email": string,"p_org_id": string,"p_role": Database["public"]['Enums']["member_role"] }; Returns: string
                           },
"judge_campaign":
{ Args: { "p_actor": string,"p_campaign_id": string,"p_org_id": string }; Returns: Json
                           },
"judge_phone_keys":
{ Args: { "p_keys": Json }; Returns: Json
                           },
"keep_audience_part":
{ Args: { "p_actor": string,"p_campaign_id": string,"p_org_id": string,"p_part": number,"p_rejected": Json,"p_rows": Json,"p_rows_read": number,"p_upload_id": string }; Returns: Database["public"]['Enums']["answer_outcome"]
                           },
"keep_dry_run":
{ Args: { "p_actor": string,"p_campaign_id": string,"p_fingerprint": string,"p_needs_confirmation": boolean,"p_org_id": string,"p_result": Json,"p_will_call": number,"p_will_not_call": number }; Returns: Json
                           },
"keep_global_hashes":
{ Args: { "p_calls": Json }; Returns: number
                           },
"keep_list_contacts":
{ Args: { "p_contacts": Json,"p_upload_id": string,"p_worker": string }; Returns: undefined
                           },
"keep_list_page":
{ Args: { "p_after": string,"p_rejected": Json,"p_rows": Json,"p_rows_read": number,"p_upload_id": string,"p_worker": string }; Returns: Database["public"]['Enums']["answer_outcome"]
                           },
"keep_phone_numbers":
{ Args: { "p_step": Json }; Returns: Json
                           },
"keep_registry_checks":
{ Args: { "p_actor": string,"p_checked_at": string,"p_org_id": string,"p_registry": string,"p_rows": Json }; Returns: Json
                           },
"lift_global_suppression":
{ Args: { "p_phone_hash": string,"p_reason": string }; Returns: number
                           },
"list_call_schedules":
{ Args: { "p_after_at"?: string,"p_after_id"?: string,"p_filters"?: Json,"p_limit"?: number,"p_org_id": string,"p_sort"?: Database["public"]['Enums']["call_sort"] }; Returns: Json
                           },
"list_contacts":
{ Args: { "p_after"?: string,"p_filters"?: Json,"p_limit"?: number,"p_org_id": string }; Returns: Json
                           },
"my_invitations":
{ Args: Record<PropertyKey, never>; Returns: {
              "expires_at": string,"id": string,"name": string,"role": Database["public"]['Enums']["member_role"],"slug": string
            }[]
                           },
"my_organization":
{ Args: { "p_slug": string }; Returns: {
              "allowed_number_kinds": (string)[],"calling_paused_reason": string,"id": string,"max_concurrent_calls": number,"name": string,"role": Database["public"]['Enums']["member_role"],"slug": string,"time_zone": string
            }[]
                           },
"next_call_due_at":
{ Args: { "p_within_seconds": number }; Returns: string
                           },
"next_phone_numbers":
{ Args: { "p_after"?: Json,"p_limit"?: number }; Returns: Json
                           },
"note_hubspot_state":
{ Args: { "p_detail": string,"p_org_id": string,"p_portal_id"?: string,"p_property_types"?: Json,"p_revision": number,"p_state": Database["public"]['Enums']["hubspot_state"] }; Returns: undefined
                           },
"note_rules_evaluated":
{ Args: { "p_org_id": string,"p_since": string }; Returns: undefined
                           },
"note_unidentified_call":
{ Args: { "p_called_at": string,"p_execution_id": string,"p_window_id": number }; Returns: undefined
                           },
"operators_call_report":
{ Args: { "p_by"?: Database["public"]['Enums']["report_group"],"p_campaign_id"?: string,"p_from": string,"p_slug": string,"p_to": string }; Returns: Json
                           },
"organization_health":
{ Args: { "p_slug": string }; Returns: Json
                           },
"organization_people":
{ Args: { "p_org_id": string }; Returns: {
              "email": string,"joined_at": string,"name": string,"role": Database["public"]['Enums']["member_role"],"user_id": string
            }[]
                           },
"organization_pulse":
{ Args: { "p_slug": string }; Returns: Json
                           },
"organization_recovery":
{ Args: { "p_org_id": string }; Returns: Json
                           },
"organizations_of_agent":
{ Args: { "p_bolna_agent_id": string }; Returns: Json
                           },
"pause_all_calling":
{ Args: { "p_reason": string }; Returns: undefined
                           },
"pause_campaign":
{ Args: { "p_actor": string,"p_campaign_id": string,"p_org_id": string,"p_reason": string }; Returns: Json
                           },
"plain_contact_id":
{ Args: { "p_id": string }; Returns: string
                           },
"plan_rule_calls":
{ Args: { "p_limit"?: number,"p_rule_id": string }; Returns: {
              "contact_id": string,"contact_name": string,"last_checkup_date": string,"occasion": string,"phone_enc": string,"phone_hash": string,"schedule_id": string
            }[]
                           },
"policy_health":
{ Args: Record<PropertyKey, never>; Returns: Json
                           },
"preview_call_rule":
{ Args: { "p_limit"?: number,"p_rule_id": string }; Returns: Json
                           },
"put_calling_policy":
{ Args: { "p_actor": string,"p_org_id": string,"p_policy": Json }; Returns: Json
                           },
"put_hubspot_connection":
{ Args: { "p_actor": string,"p_has_default_token": boolean,"p_org_id": string,"p_settings": Json,"p_token": string }; Returns: Database["public"]['Enums']["answer_outcome"]
                           },
"read_metrics":
{ Args: { "p_by_organization"?: boolean }; Returns: Json
                           },
"receive_bolna_event":
{ Args: { "p_call_ref": string,"p_execution_id": string,"p_retry_count": number,"p_snapshot": Json,"p_snapshot_hash": string,"p_source": Database["public"]['Enums']["event_source"],"p_status": string }; Returns: Json
                           },
"receive_bolna_event_and_wishes":
{ Args: { "p_call_ref": string,"p_execution_id": string,"p_retry_count": number,"p_snapshot": Json,"p_snapshot_hash": string,"p_source": Database["public"]['Enums']["event_source"],"p_status": string,"p_wishes": Json }; Returns: Json
                           },
"receive_bolna_events":
{ Args: { "p_events": Json }; Returns: Json
                           },
"record_absence":
{ Args: { "p_attempt_id": string,"p_complete": boolean }; Returns: Json
                           },
"record_call_not_sent":
{ Args: { "p_attempt_id": string,"p_http_status": number,"p_reason": string,"p_reason_code": Database["public"]['Enums']["reason_code"],"p_retry_after_seconds": number }; Returns: Json
                           },
"record_call_placed":
{ Args: { "p_attempt_id": string,"p_bolna_status"?: string,"p_execution_id": string }; Returns: Json
                           },
"record_call_refused":
{ Args: { "p_attempt_id": string,"p_http_status": number,"p_reason": string,"p_reason_code": Database["public"]['Enums']["reason_code"] }; Returns: Json
                           },
"record_call_unknown":
{ Args: { "p_attempt_id": string,"p_http_status": number,"p_reason": string,"p_reason_code": Database["public"]['Enums']["reason_code"] }; Returns: Json
                           },
"record_calling_paused":
{ Args: { "p_attempt_id": string,"p_http_status": number,"p_reason": string,"p_reason_code": Database["public"]['Enums']["reason_code"] }; Returns: Json
                           },
"record_calls_placed":
{ Args: { "p_attempt_ids": (string)[],"p_bolna_statuses": (string)[],"p_execution_ids": (string)[] }; Returns: Json
                           },
"record_consent":
{ Args: { "p_actor": string,"p_consent": Json,"p_id": string,"p_org_id": string }; Returns: Json
                           },
"record_crm_step":
{ Args: { "p_facts"?: Json,"p_id": string,"p_step": Database["public"]['Enums']["outbox_step"],"p_worker": string }; Returns: boolean
                           },
"record_deliveries_told":
{ Args: { "p_http_statuses": (number)[],"p_ids": (string)[],"p_worker": string }; Returns: Json
                           },
"record_delivery":
{ Args: { "p_id": string,"p_result": Json,"p_worker": string }; Returns: boolean
                           },
"recovery_health":
{ Args: Record<PropertyKey, never>; Returns: Json
                           },
"release_recovery":
{ Args: { "p_missed": Database["public"]['Enums']["recovery_choice"],"p_org_id": string,"p_rung": Database["public"]['Enums']["recovery_choice"] }; Returns: Json
                           },
"remove_agent":
{ Args: { "p_agent_id": string,"p_org_id": string }; Returns: undefined
                           },
"remove_contacts":
{ Args: { "p_contact_ids": (string)[],"p_sync_id": number,"p_worker": string }; Returns: number
                           },
"remove_hubspot_connection":
{ Args: { "p_actor": string,"p_org_id": string }; Returns: Database["public"]['Enums']["answer_outcome"]
                           },
"remove_member":
{ Args: { "p_org_id": string,"p_user_id": string }; Returns: undefined
                           },
"remove_suppression":
{ Args: { "p_org_id": string,"p_reason": string,"p_suppression_id": string }; Returns: Json
                           },
"remove_webhook":
{ Args: { "p_actor": string,"p_id": string,"p_org_id": string }; Returns: Database["public"]['Enums']["answer_outcome"]
                           },
"replay_delivery":
{ Args: { "p_actor": string,"p_delivery_id": string,"p_id": string,"p_org_id": string,"p_webhook_id": string }; Returns: Json
                           },
"request_contact_sync":
{ Args: { "p_actor": string,"p_org_id": string }; Returns: Json
                           },
"resend_crm_entry":
{ Args: { "p_actor": string,"p_id": string }; Returns: Json
                           },
"resolve_call_schedule":
{ Args: { "p_outcome": Database["public"]['Enums']["resolution"],"p_schedule_id": string }; Returns: Json
                           },
"resume_campaign":
{ Args: { "p_actor": string,"p_campaign_id": string,"p_org_id": string }; Returns: Json
                           },
"reveal_number":
{ Args: { "p_actor": string,"p_org_id": string,"p_schedule_id": string }; Returns: Json
                           },
"revoke_consent":
{ Args: { "p_consent_id": string,"p_org_id": string,"p_reason": string,"p_via": string }; Returns: Json
                           },
"revoke_invitation":
{ Args: { "p_invitation_id": string,"p_org_id": string }; Returns: undefined
                           },
"ring_worker":
{ Args: { "p_worker": string }; Returns: boolean
                           },
"rotation_health":
{ Args: Record<PropertyKey, never>; Returns: Json
                           },
"rules_to_evaluate":
{ Args: { "p_org_id"?: string }; Returns: {
              "org_id": string,"rule_id": string
            }[]
                           },
"save_agent":
{ Args: { "p_agent": Json,"p_agent_id"?: string,"p_org_id": string }; Returns: string
                           },
"save_contacts_page":
{ Args: { "p_contacts": Json,"p_is_last": boolean,"p_last_contact_number": number,"p_sync_id": number,"p_worker": string }; Returns: Json
                           },
"save_webhook":
{ Args: { "p_actor": string,"p_id": string,"p_is_new": boolean,"p_org_id": string,"p_secret": string,"p_webhook": Json }; Returns: Json
                           },
"scheduler_health":
{ Args: Record<PropertyKey, never>; Returns: Json
                           },
"set_alert_threshold":
{ Args: { "p_code": Database["public"]['Enums']["alert_code"],"p_is_default"?: boolean,"p_org_id": string,"p_seen"?: string,"p_threshold"?: number }; Returns: Database["public"]['Enums']["answer_outcome"]
                           },
"settle_call":
{ Args: { "p_actor"?: string,"p_attempt_id": string,"p_execution_id": string,"p_result": Json }; Returns: Json
                           },
"settle_calls":
{ Args: { "p_settles": Json }; Returns: Json
                           },
"start_campaign":
{ Args: { "p_actor": string,"p_campaign_id": string,"p_confirm"?: number,"p_dry_run_id": string,"p_org_id": string }; Returns: Json
                           },
"suppress_globally":
{ Args: { "p_keys": Json,"p_reason": string,"p_rows": Json }; Returns: number
                           },
"suspend_contact_sync":
{ Args: { "p_again": boolean,"p_reason": string,"p_reason_code": Database["public"]['Enums']["contact_sync_reason"],"p_retry_seconds": number,"p_sync_id": number,"p_worker": string }; Returns: undefined
                           },
"suspend_list_reading":
{ Args: { "p_detail": string,"p_problem": Database["public"]['Enums']["audience_problem"],"p_retry_seconds": number,"p_upload_id": string,"p_worker": string }; Returns: Json
                           },
"take_hubspot_turn":
{ Args: { "p_account": string,"p_kind": Database["public"]['Enums']["hubspot_limit"],"p_max_wait_seconds": number }; Returns: number
                           },
"use_phone_hashes":
{ Args: { "p_numbers": Json }; Returns: (string)[]
                           },
"worker_health":
{ Args: Record<PropertyKey, never>; Returns: Json
                           },
"zone_health":
{ Args: Record<PropertyKey, never>; Returns: {
              "at": string,"expected": string,"reckoned": string,"told": string,"zone": string
            }[]
                           }
          }
          Enums: {
            "actor_kind": "user"|"service"|"operator","alert_code": "sweep_stalled"|"worker_wedged"|"cron_failing"|"retention_behind"|"database_large"|"phone_key_wrong"|"look_failing"|"sealing_behind"|"calls_late"|"calls_unknown"|"failure_rate"|"no_answer_rate"|"wallet_empty"|"bolna_rejected"|"hubspot_rejected"|"write_back_dead"|"webhook_dead"|"webhook_switched_off","alert_severity": "critical"|"warning","alert_state": "pending"|"open"|"resolved","alert_unit": "seconds"|"gigabytes"|"runs"|"organizations"|"calls"|"events"|"share"|"at_once","answer_outcome": "added"|"already_revoked"|"already_there"|"booked"|"cancelled"|"changed"|"claimed"|"created"|"deferred"|"deleted"|"entered"|"forbidden"|"imported"|"invalid"|"kept"|"live"|"lost"|"mismatch"|"not_connected"|"not_dead"|"not_flagged"|"not_found"|"not_scheduled"|"over"|"pending"|"recorded"|"removed"|"replay"|"requested"|"resolved"|"revoked"|"running"|"saved"|"started"|"stop_needed"|"token_needed"|"unknown"|"wait"|"withdrawn"|"checked"|"explained"|"put"|"refused"|"too_many"|"not_draft"|"stale"|"unconfirmed"|"paused"|"resumed"|"empty"|"erased"|"exported","attempt_outcome": "completed"|"no_answer"|"busy"|"failed"|"error"|"canceled"|"stopped"|"balance_low"|"refused"|"not_sent"|"paused"|"lost"|"absent"|"undialled"|"settled_by_hand","attempt_state": "placing"|"unknown"|"placed"|"ended","attempt_trigger": "sweep"|"execute"|"overdue","attention_code": "late_execution"|"absence_unproven"|"outcome_unknown"|"end_unreadable","audience_problem": "unreachable"|"slow_down"|"daily_limit"|"token_rejected"|"scope_missing"|"refused"|"unknown_list"|"not_connected"|"forbidden"|"campaign_running"|"campaign_over"|"too_many_contacts"|"nobody_to_call","audience_source": "csv"|"contacts"|"rule"|"list","audience_upload_state": "running"|"loaded"|"failed","audit_action": "insert"|"update"|"delete"|"export"|"erase"|"reveal","bolna_phase": "pre_dial"|"live"|"soft_terminal"|"terminal","bulk_action": "move"|"cancel","call_purpose": "marketing"|"service"|"health_reminder"|"survey"|"collection"|"emergency","call_sort": "scheduled_at"|"due_at"|"-due_at"|"-updated_at","call_status": "scheduled"|"in_progress"|"completed"|"failed"|"cancelled","campaign_contact_state": "waiting"|"scheduled"|"in_progress"|"completed"|"failed"|"cancelled"|"excluded","campaign_pause_code": "by_user"|"many_failures"|"many_unanswered"|"many_opt_outs","campaign_state": "draft"|"running"|"paused"|"completed"|"cancelled","checkup_problem": "missing"|"unreadable","condition_number": "days_since_checkup"|"days_since_last_call","condition_operator": "equals"|"not_equals"|"one_of"|"none_of"|"at_least"|"at_most"|"is_set"|"is_not_set","condition_text": "lifecyclestage"|"hs_lead_status"|"country"|"state"|"hubspot_owner_id"|"language"|"time_zone","consent_kind": "express"|"express_written"|"imported_unproven","contact_problem": "broken"|"do_not_call"|"phone_missing"|"phone_invalid"|"phone_special"|"phone_shared"|"checkup_missing"|"checkup_unreadable"|"checkup_in_future","contact_sync_kind": "full"|"changes","contact_sync_reason": "superseded"|"disconnected"|"continued"|"unreachable"|"unclear"|"slow_down"|"daily_limit"|"token_rejected"|"scope_missing"|"not_found"|"refused"|"locked"|"moved"|"token_missing"|"property_missing"|"property_type_wrong","contact_sync_state": "running"|"completed"|"failed","decision_outcome": "call"|"defer"|"stop","decision_stage": "plan"|"claim"|"now","delivery_reason": "refused"|"redirected"|"address_forbidden"|"unreachable"|"timed_out"|"gone"|"given_up","delivery_state": "pending"|"sending"|"delivered"|"dead","delivery_step": "delivered"|"retry"|"dead","disposition": "none"|"opt_out_all"|"opt_out_marketing"|"opt_out_topic"|"wrong_number"|"call_later","event_source": "webhook"|"read","holiday_certainty": "fixed"|"rule"|"predicted","holiday_kind": "public"|"bank"|"state"|"optional","hubspot_limit": "search"|"request"|"daily","hubspot_state": "untested"|"ok"|"token_missing"|"token_rejected"|"scope_missing"|"property_missing"|"property_type_wrong"|"daily_limit"|"unreachable","learnt_outcome": "answered"|"voicemail"|"no_answer"|"busy"|"failed","loosening_problem": "rule_unknown"|"rule_is_law"|"loosening_endless"|"loosening_too_long","member_role": "admin"|"member"|"viewer","metric": "due_calls"|"oldest_due_seconds"|"oldest_claimable_seconds"|"calls"|"attention"|"attempts_unknown"|"lines_in_use"|"lines"|"all_calling_paused"|"organizations_paused"|"campaigns"|"sweep_age_seconds"|"sync_age_seconds"|"worker_ticking"|"worker_unanswered_seconds"|"cron_age_seconds"|"cron_failed_runs"|"retention_failing"|"tallies_unfolded"|"events_received_total"|"webhook_lag_seconds"|"webhook_age_seconds"|"hubspot_connections"|"hubspot_read_age_seconds"|"outbox_waiting"|"outbox_oldest_seconds"|"outbox_dead"|"deliveries_waiting"|"deliveries_oldest_seconds"|"deliveries_dead"|"webhooks_off"|"calls_total"|"attempts_total"|"call_lateness_seconds"|"talk_seconds_total"|"spend_cents_total"|"deferrals_total"|"opt_outs_total","number_kind": "PREMIUM_RATE"|"SHARED_COST"|"TOLL_FREE"|"UAN"|"VOICEMAIL"|"PAGER"|"PERSONAL_NUMBER"|"SATELLITE","opening_mark": "say_ai"|"say_business"|"say_purpose"|"say_recorded"|"offer_opt_out","outbox_reason": "hubspot_unreachable"|"hubspot_unclear"|"hubspot_slow_down"|"hubspot_daily_limit"|"hubspot_token_rejected"|"hubspot_scope_missing"|"hubspot_moved"|"hubspot_locked"|"engagement_unclear"|"write_back_off"|"token_missing"|"hubspot_refused"|"contact_missing"|"property_missing"|"given_up","outbox_state": "pending"|"sending"|"unknown"|"sent"|"dead","outbox_step": "engagement_sending"|"engagement_written"|"contact_written"|"sent"|"retry"|"unknown"|"dead","phone_key_setting": "PHONE_ENCRYPTION_KEYS"|"PHONE_INDEX_KEY","phone_place": "call"|"contact"|"campaign_contact"|"audience_row","phone_problem": "missing"|"invalid"|"special","policy_aspect": "hours"|"cap"|"quiet_after_talk"|"consent"|"registry"|"refusal"|"opening","policy_confidence": "statute"|"regulator"|"code"|"vendor"|"ours","reason_code": "allowed"|"all_calling_paused"|"organisation_paused"|"inactive"|"agent_inactive"|"outside_window"|"number_busy"|"no_free_line"|"dial_quota"|"due"|"not_due"|"rule_inactive"|"rule_deleted"|"hubspot_disconnected"|"contact_removed"|"contact_changed"|"contact_unreadable"|"broken"|"do_not_call"|"phone_missing"|"phone_invalid"|"phone_special"|"checkup_missing"|"checkup_unreadable"|"checkup_in_future"|"checkup_done"|"conditions_not_met"|"already_called"|"number_planned"|"number_shared"|"daily_limit"|"cancelled_by_user"|"bolna_agent_unset"|"phone_key_missing"|"phone_key_wrong"|"phone_record_invalid"|"claim_lost"|"worker_stalled"|"bolna_unreachable"|"bolna_rate_limit"|"bolna_refused"|"number_not_verified"|"bolna_credentials"|"bolna_payment"|"bolna_agent_unknown"|"bolna_from_number"|"bolna_timeout"|"bolna_connection_lost"|"bolna_answer_unreadable"|"bolna_server_error"|"worker_died"|"never_reached_bolna"|"placed_by_hand"|"not_placed_by_hand"|"late_execution"|"answered"|"completed_without_talk"|"voicemail"|"disconnected"|"no_answer"|"rejected"|"busy"|"number_invalid"|"failed"|"error"|"canceled"|"stopped"|"queued_too_long"|"balance_low"|"lost"|"number_special"|"country_not_enabled"|"opted_out"|"suppressed_org"|"suppressed_global"|"registry_listed"|"registry_check_stale"|"consent_missing"|"consent_expired"|"consent_revoked"|"consent_scope"|"refusal_period"|"purpose_missing"|"agent_opening_missing"|"outside_intersection"|"zone_unknown"|"zone_too_wide"|"closing_soon"|"weekday_closed"|"holiday"|"holiday_data_missing"|"blackout"|"cap_number"|"cap_subject"|"min_gap"|"talk_quiet_period"|"retry_wait"|"attempts_exhausted"|"missed"|"outcome_unknown"|"campaign_cancelled"|"campaign_paused"|"pace"|"restored","recovery_choice": "call"|"cancel","refusal_code": "last_admin"|"unknown_member"|"unknown_invitation"|"too_many_invitations"|"not_an_address"|"bad_name"|"bad_time_zone"|"bad_calling_hours"|"bad_retry_policy"|"bad_queue_deadline"|"bad_pause_reason","removal_reason": "deleted"|"merged","report_grain": "quarter"|"part"|"day"|"total","report_group": "day"|"hour"|"weekday_hour"|"agent"|"topic"|"campaign"|"rule"|"outcome","report_outcome": "answered"|"voicemail"|"no_answer"|"busy"|"failed"|"cancelled"|"waiting"|"in_progress","request_kind": "any"|"dial"|"booking"|"idempotency_key"|"unknown_event","resolution": "placed"|"not_placed","retained": "audit_log"|"call_events"|"unknown_events"|"crm_outbox"|"calls"|"removed_contacts"|"contact_syncs"|"idempotency_keys"|"invitations"|"request_buckets"|"call_looks"|"worker_runs"|"cron_runs"|"call_decisions"|"registry_checks"|"webhook_deliveries"|"reports"|"audience_uploads"|"alerts"|"campaign_contacts","retry_category": "no_answer"|"busy"|"failed"|"voicemail"|"absent"|"undialled","rule_type": "checkup_threshold"|"periodic"|"custom","suppression_scope": "all"|"marketing"|"topic","suppression_source": "user"|"import"|"operator"|"transcript"|"extracted_data"|"agent_tool"|"silent_refusal","tally_subject": "call"|"attempt"|"response"|"deferral"|"opt_out","webhook_event": "call.completed"|"call.failed"|"call.cancelled"|"call.attention"|"campaign.state_changed"|"number.opted_out"|"alert.raised"|"alert.resolved"|"webhook.test","webhook_off_code": "by_hand"|"gone"|"failing","zone_source": "booking"|"hubspot"|"address"|"number"|"country"|"organisation"
          }
          CompositeTypes: {
            "claimed_call": {
                        "attempt_id": string | null,"attempt_number": number | null,"schedule_id": string | null,"org_id": string | null,"agent_id": string | null,"bolna_agent_id": string | null,"from_number": string | null,"contact_id": string | null,"contact_name": string | null,"contact_phone_enc": string | null,"contact_phone_hash": string | null,"call_topic": string | null,"call_language": string | null,"due_at": string | null,"time_zone": string | null,"looks_first": boolean | null
                      }
          }
        }
}

type DatabaseWithoutInternals = Omit<Database, '__InternalSupabase'>

type DefaultSchema = DatabaseWithoutInternals[Extract<keyof Database, "public">]

export type Tables<
  DefaultSchemaTableNameOrOptions extends
    | keyof (DefaultSchema["Tables"] & DefaultSchema["Views"])
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"] &
        DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Views"])
    : never = never
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"] &
      DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Views"])[TableName] extends {
      Row: infer R
    }
    ? R
    : never
  : DefaultSchemaTableNameOrOptions extends keyof (DefaultSchema["Tables"] & DefaultSchema["Views"])
  ? (DefaultSchema["Tables"] & DefaultSchema["Views"])[DefaultSchemaTableNameOrOptions] extends {
      Row: infer R
    }
    ? R
    : never
  : never

export type TablesInsert<
  DefaultSchemaTableNameOrOptions extends
    | keyof DefaultSchema["Tables"]
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"]
    : never = never
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"][TableName] extends {
      Insert: infer I
    }
    ? I
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema["Tables"]
  ? DefaultSchema["Tables"][DefaultSchemaTableNameOrOptions] extends {
      Insert: infer I
    }
    ? I
    : never
  : never

export type TablesUpdate<
  DefaultSchemaTableNameOrOptions extends
    | keyof DefaultSchema["Tables"]
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"]
    : never = never
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"][TableName] extends {
      Update: infer U
    }
    ? U
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema["Tables"]
  ? DefaultSchema["Tables"][DefaultSchemaTableNameOrOptions] extends {
      Update: infer U
    }
    ? U
    : never
  : never

export type Enums<
  DefaultSchemaEnumNameOrOptions extends
    | keyof DefaultSchema["Enums"]
    | { schema: keyof DatabaseWithoutInternals },
  EnumName extends DefaultSchemaEnumNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions["schema"]]["Enums"]
    : never = never
> = DefaultSchemaEnumNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions["schema"]]["Enums"][EnumName]
  : DefaultSchemaEnumNameOrOptions extends keyof DefaultSchema["Enums"]
  ? DefaultSchema["Enums"][DefaultSchemaEnumNameOrOptions]
  : never

export type CompositeTypes<
  PublicCompositeTypeNameOrOptions extends
    | keyof DefaultSchema["CompositeTypes"]
    | { schema: keyof DatabaseWithoutInternals },
  CompositeTypeName extends PublicCompositeTypeNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions["schema"]]["CompositeTypes"]
    : never = never
> = PublicCompositeTypeNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions["schema"]]["CompositeTypes"][CompositeTypeName]
  : PublicCompositeTypeNameOrOptions extends keyof DefaultSchema["CompositeTypes"]
  ? DefaultSchema["CompositeTypes"][PublicCompositeTypeNameOrOptions]
  : never

export const Constants = {
  "public": {
          Enums: {
            "actor_kind": ["user", "service", "operator"],"alert_code": ["sweep_stalled", "worker_wedged", "cron_failing", "retention_behind", "database_large", "phone_key_wrong", "look_failing", "sealing_behind", "calls_late", "calls_unknown", "failure_rate", "no_answer_rate", "wallet_empty", "bolna_rejected", "hubspot_rejected", "write_back_dead", "webhook_dead", "webhook_switched_off"],"alert_severity": ["critical", "warning"],"alert_state": ["pending", "open", "resolved"],"alert_unit": ["seconds", "gigabytes", "runs", "organizations", "calls", "events", "share", "at_once"],"answer_outcome": ["added", "already_revoked", "already_there", "booked", "cancelled", "changed", "claimed", "created", "deferred", "deleted", "entered", "forbidden", "imported", "invalid", "kept", "live", "lost", "mismatch", "not_connected", "not_dead", "not_flagged", "not_found", "not_scheduled", "over", "pending", "recorded", "removed", "replay", "requested", "resolved", "revoked", "running", "saved", "started", "stop_needed", "token_needed", "unknown", "wait", "withdrawn", "checked", "explained", "put", "refused", "too_many", "not_draft", "stale", "unconfirmed", "paused", "resumed", "empty", "erased", "exported"],"attempt_outcome": ["completed", "no_answer", "busy", "failed", "error", "canceled", "stopped", "balance_low", "refused", "not_sent", "paused", "lost", "absent", "undialled", "settled_by_hand"],"attempt_state": ["placing", "unknown", "placed", "ended"],"attempt_trigger": ["sweep", "execute", "overdue"],"attention_code": ["late_execution", "absence_unproven", "outcome_unknown", "end_unreadable"],"audience_problem": ["unreachable", "slow_down", "daily_limit", "token_rejected", "scope_missing", "refused", "unknown_list", "not_connected", "forbidden", "campaign_running", "campaign_over", "too_many_contacts", "nobody_to_call"],"audience_source": ["csv", "contacts", "rule", "list"],"audience_upload_state": ["running", "loaded", "failed"],"audit_action": ["insert", "update", "delete", "export", "erase", "reveal"],"bolna_phase": ["pre_dial", "live", "soft_terminal", "terminal"],"bulk_action": ["move", "cancel"],"call_purpose": ["marketing", "service", "health_reminder", "survey", "collection", "emergency"],"call_sort": ["scheduled_at", "due_at", "-due_at", "-updated_at"],"call_status": ["scheduled", "in_progress", "completed", "failed", "cancelled"],"campaign_contact_state": ["waiting", "scheduled", "in_progress", "completed", "failed", "cancelled", "excluded"],"campaign_pause_code": ["by_user", "many_failures", "many_unanswered", "many_opt_outs"],"campaign_state": ["draft", "running", "paused", "completed", "cancelled"],"checkup_problem": ["missing", "unreadable"],"condition_number": ["days_since_checkup", "days_since_last_call"],"condition_operator": ["equals", "not_equals", "one_of", "none_of", "at_least", "at_most", "is_set", "is_not_set"],"condition_text": ["lifecyclestage", "hs_lead_status", "country", "state", "hubspot_owner_id", "language", "time_zone"],"consent_kind": ["express", "express_written", "imported_unproven"],"contact_problem": ["broken", "do_not_call", "phone_missing", "phone_invalid", "phone_special", "phone_shared", "checkup_missing", "checkup_unreadable", "checkup_in_future"],"contact_sync_kind": ["full", "changes"],"contact_sync_reason": ["superseded", "disconnected", "continued", "unreachable", "unclear", "slow_down", "daily_limit", "token_rejected", "scope_missing", "not_found", "refused", "locked", "moved", "token_missing", "property_missing", "property_type_wrong"],"contact_sync_state": ["running", "completed", "failed"],"decision_outcome": ["call", "defer", "stop"],"decision_stage": ["plan", "claim", "now"],"delivery_reason": ["refused", "redirected", "address_forbidden", "unreachable", "timed_out", "gone", "given_up"],"delivery_state": ["pending", "sending", "delivered", "dead"],"delivery_step": ["delivered", "retry", "dead"],"disposition": ["none", "opt_out_all", "opt_out_marketing", "opt_out_topic", "wrong_number", "call_later"],"event_source": ["webhook", "read"],"holiday_certainty": ["fixed", "rule", "predicted"],"holiday_kind": ["public", "bank", "state", "optional"],"hubspot_limit": ["search", "request", "daily"],"hubspot_state": ["untested", "ok", "token_missing", "token_rejected", "scope_missing", "property_missing", "property_type_wrong", "daily_limit", "unreachable"],"learnt_outcome": ["answered", "voicemail", "no_answer", "busy", "failed"],"loosening_problem": ["rule_unknown", "rule_is_law", "loosening_endless", "loosening_too_long"],"member_role": ["admin", "member", "viewer"],"metric": ["due_calls", "oldest_due_seconds", "oldest_claimable_seconds", "calls", "attention", "attempts_unknown", "lines_in_use", "lines", "all_calling_paused", "organizations_paused", "campaigns", "sweep_age_seconds", "sync_age_seconds", "worker_ticking", "worker_unanswered_seconds", "cron_age_seconds", "cron_failed_runs", "retention_failing", "tallies_unfolded", "events_received_total", "webhook_lag_seconds", "webhook_age_seconds", "hubspot_connections", "hubspot_read_age_seconds", "outbox_waiting", "outbox_oldest_seconds", "outbox_dead", "deliveries_waiting", "deliveries_oldest_seconds", "deliveries_dead", "webhooks_off", "calls_total", "attempts_total", "call_lateness_seconds", "talk_seconds_total", "spend_cents_total", "deferrals_total", "opt_outs_total"],"number_kind": ["PREMIUM_RATE", "SHARED_COST", "TOLL_FREE", "UAN", "VOICEMAIL", "PAGER", "PERSONAL_NUMBER", "SATELLITE"],"opening_mark": ["say_ai", "say_business", "say_purpose", "say_recorded", "offer_opt_out"],"outbox_reason": ["hubspot_unreachable", "hubspot_unclear", "hubspot_slow_down", "hubspot_daily_limit", "hubspot_token_rejected", "hubspot_scope_missing", "hubspot_moved", "hubspot_locked", "engagement_unclear", "write_back_off", "token_missing", "hubspot_refused", "contact_missing", "property_missing", "given_up"],"outbox_state": ["pending", "sending", "unknown", "sent", "dead"],"outbox_step": ["engagement_sending", "engagement_written", "contact_written", "sent", "retry", "unknown", "dead"],"phone_key_setting": ["PHONE_ENCRYPTION_KEYS", "PHONE_INDEX_KEY"],"phone_place": ["call", "contact", "campaign_contact", "audience_row"],"phone_problem": ["missing", "invalid", "special"],"policy_aspect": ["hours", "cap", "quiet_after_talk", "consent", "registry", "refusal", "opening"],"policy_confidence": ["statute", "regulator", "code", "vendor", "ours"],"reason_code": ["allowed", "all_calling_paused", "organisation_paused", "inactive", "agent_inactive", "outside_window", "number_busy", "no_free_line", "dial_quota", "due", "not_due", "rule_inactive", "rule_deleted", "hubspot_disconnected", "contact_removed", "contact_changed", "contact_unreadable", "broken", "do_not_call", "phone_missing", "phone_invalid", "phone_special", "checkup_missing", "checkup_unreadable", "checkup_in_future", "checkup_done", "conditions_not_met", "already_called", "number_planned", "number_shared", "daily_limit", "cancelled_by_user", "bolna_agent_unset", "phone_key_missing", "phone_key_wrong", "phone_record_invalid", "claim_lost", "worker_stalled", "bolna_unreachable", "bolna_rate_limit", "bolna_refused", "number_not_verified", "bolna_credentials", "bolna_payment", "bolna_agent_unknown", "bolna_from_number", "bolna_timeout", "bolna_connection_lost", "bolna_answer_unreadable", "bolna_server_error", "worker_died", "never_reached_bolna", "placed_by_hand", "not_placed_by_hand", "late_execution", "answered", "completed_without_talk", "voicemail", "disconnected", "no_answer", "rejected", "busy", "number_invalid", "failed", "error", "canceled", "stopped", "queued_too_long", "balance_low", "lost", "number_special", "country_not_enabled", "opted_out", "suppressed_org", "suppressed_global", "registry_listed", "registry_check_stale", "consent_missing", "consent_expired", "consent_revoked", "consent_scope", "refusal_period", "purpose_missing", "agent_opening_missing", "outside_intersection", "zone_unknown", "zone_too_wide", "closing_soon", "weekday_closed", "holiday", "holiday_data_missing", "blackout", "cap_number", "cap_subject", "min_gap", "talk_quiet_period", "retry_wait", "attempts_exhausted", "missed", "outcome_unknown", "campaign_cancelled", "campaign_paused", "pace", "restored"],"recovery_choice": ["call", "cancel"],"refusal_code": ["last_admin", "unknown_member", "unknown_invitation", "too_many_invitations", "not_an_address", "bad_name", "bad_time_zone", "bad_calling_hours", "bad_retry_policy", "bad_queue_deadline", "bad_pause_reason"],"removal_reason": ["deleted", "merged"],"report_grain": ["quarter", "part", "day", "total"],"report_group": ["day", "hour", "weekday_hour", "agent", "topic", "campaign", "rule", "outcome"],"report_outcome": ["answered", "voicemail", "no_answer", "busy", "failed", "cancelled", "waiting", "in_progress"],"request_kind": ["any", "dial", "booking", "idempotency_key", "unknown_event"],"resolution": ["placed", "not_placed"],"retained": ["audit_log", "call_events", "unknown_events", "crm_outbox", "calls", "removed_contacts", "contact_syncs", "idempotency_keys", "invitations", "request_buckets", "call_looks", "worker_runs", "cron_runs", "call_decisions", "registry_checks", "webhook_deliveries", "reports", "audience_uploads", "alerts", "campaign_contacts"],"retry_category": ["no_answer", "busy", "failed", "voicemail", "absent", "undialled"],"rule_type": ["checkup_threshold", "periodic", "custom"],"suppression_scope": ["all", "marketing", "topic"],"suppression_source": ["user", "import", "operator", "transcript", "extracted_data", "agent_tool", "silent_refusal"],"tally_subject": ["call", "attempt", "response", "deferral", "opt_out"],"webhook_event": ["call.completed", "call.failed", "call.cancelled", "call.attention", "campaign.state_changed", "number.opted_out", "alert.raised", "alert.resolved", "webhook.test"],"webhook_off_code": ["by_hand", "gone", "failing"],"zone_source": ["booking", "hubspot", "address", "number", "country", "organisation"]
          }
        }
} as const
