// Written by `deno task generate` from the description of the API.
export interface paths {
    "/call-scheduling/{org_slug}/pulse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a live page needs, in one small answer to ask for again and again
         * @description For everyone in the organisation. Sent back in If-None-Match, the ETag of the answer before has 304 while nothing is new. The same answer comes straight from the Data API: POST /rest/v1/rpc/organization_pulse {p_slug}.
         */
        get: operations["getPulse"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/call-scheduling/{org_slug}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List who belongs to the organisation, and in which role
         * @description For everyone in the organisation; the e-mail addresses for admins. Inviting, roles and leaving are calls of the Data API: invite_member, revoke_invitation, change_member_role, remove_member.
         */
        get: operations["listMembers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/call-scheduling/{org_slug}/call-schedules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the organisation's schedules, ordered by sort (scheduled_at), then id
         * @description For everyone in the organisation. Every filter that is sent must hold. Deleted schedules are not listed.
         */
        get: operations["listCallSchedules"];
        put?: never;
        /**
         * Book a call
         * @description For members and admins. The scheduler dials it once it is due and may leave: decision says when and why. With an Idempotency-Key the request can be sent again without booking twice.
         */
        post: operations["createCallSchedule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/call-scheduling/{org_slug}/call-schedules/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * May this call leave at its time
         * @description For everyone in the organisation. As the rules stand for that moment, whatever year; nothing is booked or kept.
         */
        post: operations["checkCallSchedule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/call-scheduling/{org_slug}/call-schedules/check-days": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * On which days could this call leave at no moment
         * @description For everyone in the organisation: what a calendar shows as closed, by the law where the number rings, the organisation's policy, and lists. The booking's scheduled_at is not looked at; days that are over are left out. Nothing is booked or kept.
         */
        post: operations["checkCallScheduleDays"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/call-scheduling/{org_slug}/call-schedules/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Count the calls of a list by status
         * @description For everyone in the organisation. The filters of the list but status; from and to are of due_at here.
         */
        get: operations["countCallSchedules"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/call-scheduling/{org_slug}/call-schedules/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Move or cancel many calls that still wait, after a dry run
         * @description For admins, and for members with the calls that they booked. Up to 1000 calls, by their ids or by the filters of the list. All in one step; of each that is left as it is the answer says why. 409 confirmation_required when confirm is not what would change.
         */
        post: operations["changeManyCallSchedules"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/call-scheduling/{org_slug}/call-schedules/statistics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Count the organisation's calls
         * @description For everyone in the organisation. Deleted schedules are not counted.
         */
        get: operations["getCallScheduleStatistics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/call-scheduling/{org_slug}/call-schedules/due": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what is due now, the longest due first, 1000 at most
         * @description For everyone in the organisation. These are the calls that the scheduler could take at this moment.
         */
        get: operations["listDueCallSchedules"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/call-scheduling/{org_slug}/call-schedules/trigger-overdue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Dial what is overdue now, within the organisation's free lines
         * @description For admins. At most 25 calls in one request. While calling is paused nothing is dialled.
         */
        post: operations["triggerOverdueCallSchedules"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/call-scheduling/{org_slug}/call-schedules/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read one schedule and every request that was made to Bolna for it
         * @description For everyone in the organisation. The number is masked for those who are neither admins nor the schedule's creator.
         */
        get: operations["getCallSchedule"];
        /**
         * Change the fields that are sent, as long as the call is scheduled
         * @description For admins and the schedule's creator. PUT and PATCH mean the same. 409 once the call is no longer scheduled. With If-Match (the ETag that it was read with) or updated_at, nobody's change is overwritten unseen.
         */
        put: operations["putCallSchedule"];
        post?: never;
        /**
         * Delete a schedule, cancelling its call if it waits; attempts and audit stay
         * @description For admins and the schedule's creator. 409 while somebody may be on the line.
         */
        delete: operations["deleteCallSchedule"];
        options?: never;
        head?: never;
        /**
         * Change the fields that are sent, as long as the call is scheduled
         * @description For admins and the schedule's creator. PUT and PATCH mean the same. 409 once the call is no longer scheduled. With If-Match (the ETag that it was read with) or updated_at, nobody's change is overwritten unseen.
         */
        patch: operations["patchCallSchedule"];
        trace?: never;
    };
    "/call-scheduling/{org_slug}/call-schedules/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel a call that nobody has been rung for; one that waits at Bolna is stopped there
         * @description For admins and the schedule's creator. 409 while somebody may be on the line, and when the call is over.
         */
        post: operations["cancelCallSchedule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/call-scheduling/{org_slug}/call-schedules/{id}/execute": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Dial now, whatever the schedule's time says
         * @description For admins and the schedule's creator. 409 with the decision at a moment at which it may not leave. A call whose outcome is unknown is not dialled again before it is known.
         */
        post: operations["executeCallSchedule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/call-scheduling/{org_slug}/call-schedules/{id}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Settle by hand a call that is flagged for attention, or past its deadline
         * @description For admins, after a look at what really happened to the call.
         */
        post: operations["resolveCallSchedule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/call-scheduling/{org_slug}/call-schedules/{id}/reveal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The whole number of a call, for somebody's eyes; who was shown it stands in the audit trail
         * @description For admins and the schedule's creator.
         */
        post: operations["revealNumber"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/call-scheduling/{org_slug}/call-schedules/{id}/explain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Why a call was or was not made
         * @description For everyone in the organisation. What was really decided, oldest first, and one judgement of this moment beside it.
         */
        get: operations["explainCallSchedule"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/call-scheduling/{org_slug}/call-schedules/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who did what to a call, and when
         * @description For everyone in the organisation. Oldest first, at most the latest 500 changes; no number is in it.
         */
        get: operations["getCallHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/call-scheduling/{org_slug}/agents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the agents
         * @description For everyone in the organisation.
         */
        get: operations["listAgents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/call-scheduling/{org_slug}/agents/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change the fields that are sent
         * @description For admins. PUT and PATCH mean the same. What the agent says at the start holds from the next claim, also for what is booked.
         */
        put: operations["putAgent"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change the fields that are sent
         * @description For admins. PUT and PATCH mean the same. What the agent says at the start holds from the next claim, also for what is booked.
         */
        patch: operations["patchAgent"];
        trace?: never;
    };
    "/call-scheduling/{org_slug}/policy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the calling policy
         * @description For everyone in the organisation. What it adds to the law, and what of ours it has loosened.
         */
        get: operations["getPolicy"];
        /**
         * Replace the calling policy as a whole
         * @description For admins. It holds from the next claim, also for what is booked already. It can tighten the law freely, and loosen only rules that are no law.
         */
        put: operations["putPolicy"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/call-scheduling/{org_slug}/rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the rules that plan calls, in the order of their making
         * @description For everyone in the organisation.
         */
        get: operations["listRules"];
        put?: never;
        /**
         * Make a rule that plans calls by itself
         * @description For admins. What a rule needs beyond its common fields goes by its rule_type.
         */
        post: operations["createRule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/call-scheduling/{org_slug}/rules/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read one rule
         * @description For everyone in the organisation.
         */
        get: operations["getRule"];
        /**
         * Change the fields that are sent
         * @description For admins. PUT and PATCH mean the same.
         */
        put: operations["putRule"];
        post?: never;
        /**
         * Delete a rule, and cancel the calls that it planned and that wait
         * @description For admins. Calls that were dialled already stay as they are.
         */
        delete: operations["deleteRule"];
        options?: never;
        head?: never;
        /**
         * Change the fields that are sent
         * @description For admins. PUT and PATCH mean the same.
         */
        patch: operations["patchRule"];
        trace?: never;
    };
    "/call-scheduling/{org_slug}/rules/{id}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say who would be called now and who not, each with the reason; nothing is planned
         * @description For everyone in the organisation. It goes by the cached contacts and by the rule as it is stored.
         */
        post: operations["previewRule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/call-scheduling/{org_slug}/campaigns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the campaigns, in the order of their making
         * @description For everyone in the organisation.
         */
        get: operations["listCampaigns"];
        put?: never;
        /**
         * Make a campaign, as a draft without an audience
         * @description For admins. Nobody is called before it is started.
         */
        post: operations["createCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/call-scheduling/{org_slug}/campaigns/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read one campaign and how its contacts stand
         * @description For everyone in the organisation.
         */
        get: operations["getCampaign"];
        put?: never;
        post?: never;
        /**
         * Delete a draft, or a campaign that is over
         * @description For admins. Calls that were made stay, as do the audit rows.
         */
        delete: operations["deleteCampaign"];
        options?: never;
        head?: never;
        /**
         * Change the fields that are sent of a campaign
         * @description For admins, until it is over. While it runs, nothing that was dialled already is touched.
         */
        patch: operations["changeCampaign"];
        trace?: never;
    };
    "/call-scheduling/{org_slug}/campaigns/{id}/dry-run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say whom a campaign would call, when, and whom not
         * @description For admins, until it is over. Calls nobody. The start of the campaign names its id. 422 window_too_small where not everybody can be called once before ends_at: details.smallest says the smallest window that would do.
         */
        post: operations["dryRunCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/call-scheduling/{org_slug}/campaigns/{id}/audience": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Say how far the loading of an audience is, or what the last one came to
         * @description For everyone in the organisation. As text/csv, which `Accept` asks for: the rows that were not taken (the first thousand), line by line.
         */
        get: operations["getAudience"];
        /**
         * Say whom a campaign calls: a file, contacts of HubSpot, those of a list there, or those that a rule names
         * @description For admins, while the campaign is a draft or paused. It takes the place of the audience before, whole or not at all; who was called by the campaign stays and is not called again. Every row that cannot be called is named with line, field and reason; where none can be, nothing changes (422 nobody_to_call). Of equal numbers or contact ids the first row counts. A dry run made before holds no more. The same again comes to the same. GET of the same path says meanwhile how far it is. A list of more than some hundred is read in the background (202); GET says then what became of it.
         */
        put: operations["putAudience"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/call-scheduling/{org_slug}/campaigns/{id}/audience/{upload_id}/parts/{part}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Keep a piece of an audience that is being loaded
         * @description The function asks it of itself, on behalf of the admin whose audience it is: each piece has a request with CPU time of its own. The same piece again adds nothing.
         */
        put: operations["keepAudiencePart"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/call-scheduling/{org_slug}/campaigns/{id}/test-call": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Call one number of your own as the campaign would call
         * @description For admins, until it is over. Books a call for now with the campaign's agent, purpose, topic and language and the name of one of its contacts. The calling policy is asked as of any booking: decision says whether it leaves at once. The campaign does not count it.
         */
        post: operations["testCallCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/call-scheduling/{org_slug}/campaigns/{id}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Start a draft as its dry run showed it
         * @description For admins. 409 dry_run_stale where audience, policy or settings have changed since; 409 confirmation_required where confirm is not the number that it would call.
         */
        post: operations["startCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/call-scheduling/{org_slug}/campaigns/{id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pause a campaign, from the next claim on
         * @description For admins. Calls that are under way are finished.
         */
        post: operations["pauseCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/call-scheduling/{org_slug}/campaigns/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let a paused campaign go on
         * @description For admins, whoever or whatever paused it.
         */
        post: operations["resumeCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/call-scheduling/{org_slug}/campaigns/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel a campaign: nobody of it waits or is scheduled any more
         * @description For admins. Calls that are under way are finished.
         */
        post: operations["cancelCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/call-scheduling/{org_slug}/campaigns/{id}/contacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List whom a campaign calls, in their order, each with what was last decided of its call
         * @description For everyone in the organisation. Numbers are masked.
         */
        get: operations["listCampaignContacts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/call-scheduling/{org_slug}/reports/calls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the calls of a time came to
         * @description For everyone in the organisation. Calls are counted at the time they were due, attempts when they were dialled. Nobody is named but agents, topics, campaigns and rules. At most 400 days, and 1000 rows: the most dialled.
         */
        get: operations["reportCalls"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/call-scheduling/{org_slug}/campaigns/{id}/report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the calls of a campaign came to
         * @description For everyone in the organisation: of its whole life, as far as 400 days; as JSON also how many contacts are left, hour by hour.
         */
        get: operations["reportCampaign"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/call-scheduling/{org_slug}/recovery": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read what the latest restore of the database means for the organisation
         * @description For everyone in the organisation. null: the database was never restored from a backup.
         */
        get: operations["getRecovery"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/call-scheduling/{org_slug}/recovery/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say what becomes of the calls that wait since the database was restored
         * @description For admins. 409 while the operator has not let calling go on, and where nothing waits.
         */
        post: operations["releaseRecovery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/call-scheduling/{org_slug}/suppressions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the numbers that the organisation does not call, in the order in which they came on its list
         * @description For everyone in the organisation. The numbers are masked for everybody.
         */
        get: operations["listSuppressions"];
        put?: never;
        /**
         * Put a number on the organisation's do-not-call list
         * @description For members and admins. The calls that wait for the number are cancelled at once.
         */
        post: operations["addSuppression"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/call-scheduling/{org_slug}/suppressions/find": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Find the entries of one number
         * @description For everyone in the organisation. The number is sent in the body: addresses are logged.
         */
        post: operations["findSuppressions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/call-scheduling/{org_slug}/suppressions/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add a file of numbers to the do-not-call list, or of what a registry says of them
         * @description For admins. CSV with a header: contact_phone, and where needed contact_country, scope (all, marketing), reason; or numbers alone. Every row that can be read is added, the others are named. An import never lifts, loosens or shortens anything. With registry the file is the result of looking the numbers up there (column listed; left out: true), and an older result never replaces a newer one.
         */
        post: operations["importSuppressions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/call-scheduling/{org_slug}/suppressions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Lift an entry of the do-not-call list that was made in error
         * @description For admins, who say why. The entry stays in the records. Calls that it cancelled do not come back.
         */
        delete: operations["removeSuppression"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/call-scheduling/{org_slug}/consents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the consents, in the order in which they were recorded
         * @description For everyone in the organisation. The numbers are masked for everybody.
         */
        get: operations["listConsents"];
        put?: never;
        /**
         * Record that a person agreed to be called at a number
         * @description For members and admins. A consent is never changed: it is withdrawn, or a new one is recorded.
         */
        post: operations["recordConsent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/call-scheduling/{org_slug}/consents/find": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Find the consents of one number
         * @description For everyone in the organisation. The number is sent in the body: addresses are logged.
         */
        post: operations["findConsents"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/call-scheduling/{org_slug}/consents/{id}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Record that a person withdrew a consent
         * @description For members and admins. It ends earlier consents to the same purposes too. A call that needs one is not made any more.
         */
        post: operations["revokeConsent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/call-scheduling/{org_slug}/contacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the contacts cached from HubSpot, in the order of their numbers there
         * @description For everyone in the organisation. The numbers are masked for those who are not admins.
         */
        get: operations["listContacts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/call-scheduling/{org_slug}/contacts/sync": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Read the contacts from HubSpot now, and evaluate the rules
         * @description For admins. 409 while the organisation is not connected to HubSpot.
         */
        post: operations["syncContacts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/call-scheduling/{org_slug}/contacts/{contact_id}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Everything that is kept of a contact, in one file
         * @description For admins. The number is whole in it. That it was asked for stands in the audit trail.
         */
        get: operations["exportContact"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/call-scheduling/{org_slug}/contacts/{contact_id}/erase": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Erase a contact
         * @description For admins. What waits is cancelled first; 409 while a call is live. HubSpot and Bolna have records of their own; the contact does not come back with the next reading. Repeated, it finds nothing more.
         */
        post: operations["eraseContact"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/call-scheduling/{org_slug}/people/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Everything that is kept of a number, in one file
         * @description For admins: of people who are no contacts too. The number is sent in the body: addresses are logged.
         */
        post: operations["exportPerson"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/call-scheduling/{org_slug}/people/erase": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Erase whoever has a number
         * @description For admins: as with a contact, of people who are none too. Every contact with the number is erased.
         */
        post: operations["erasePerson"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/call-scheduling/{org_slug}/integrations/hubspot": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the connection to HubSpot; the token is in no answer
         * @description For admins. Also tells of the last reading of the contacts.
         */
        get: operations["getHubspotIntegration"];
        /**
         * Connect the organisation to HubSpot, or change the fields that are sent; everything is read anew then
         * @description For admins. Without a token the deployment's own is used, where it has one and this is its only organisation.
         */
        put: operations["putHubspotIntegration"];
        post?: never;
        /**
         * Disconnect from HubSpot: erase the token and the cached contacts, withdraw what rules planned
         * @description For admins. 409 while the organisation is not connected to HubSpot.
         */
        delete: operations["deleteHubspotIntegration"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/call-scheduling/{org_slug}/integrations/hubspot/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask HubSpot whether the token and the properties can do what they are set for; nothing is changed there
         * @description For admins. Each check says in a sentence what works, or what is to be done about it.
         */
        post: operations["testHubspotIntegration"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/call-scheduling/{org_slug}/integrations/hubspot/outbox": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the calls that are written back to HubSpot, oldest first; state=dead: those that it refused
         * @description For admins. An entry is one call that HubSpot has, or is still to get.
         */
        get: operations["listHubspotOutboxEntries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/call-scheduling/{org_slug}/integrations/hubspot/outbox/{id}/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Have an entry that HubSpot refused sent again; what HubSpot has of it is not written twice
         * @description For admins, once the reason of the refusal is gone. 409 unless the entry is dead.
         */
        post: operations["resendHubspotOutboxEntry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/call-scheduling/{org_slug}/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How the organisation stands: calling, lines, HubSpot, webhooks, open alerts
         * @description For everyone in the organisation. It tells of nobody else.
         */
        get: operations["getHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/call-scheduling/{org_slug}/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what stands in the organisation's way, newest first
         * @description For everyone in the organisation. What is open, or with state=all also what is over; kept for thirteen months. Endpoints that asked for alert.raised and alert.resolved are told of the same.
         */
        get: operations["listAlerts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/call-scheduling/{org_slug}/alerts/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List of what the organisation is told, and from when on
         * @description For everyone in the organisation.
         */
        get: operations["listAlertSettings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/call-scheduling/{org_slug}/alerts/settings/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set from when on the organisation is told of one thing
         * @description For admins. Holds from the next look. What is the operator's to set is 404, and a value that the unit does not have 422. With If-Match nobody's change is overwritten unseen.
         */
        put: operations["putAlertSetting"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/call-scheduling/{org_slug}/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the endpoints that are told of events, oldest first
         * @description For admins. There are twenty at most.
         */
        get: operations["listWebhooks"];
        put?: never;
        /**
         * Have an endpoint told of events as they happen
         * @description For admins. What is told is signed by Standard Webhooks, at least once, and in order for each call. The secret is in this answer and in no other.
         */
        post: operations["addWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/call-scheduling/{org_slug}/webhooks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove an endpoint with all that waits for it
         * @description For admins.
         */
        delete: operations["removeWebhook"];
        options?: never;
        head?: never;
        /**
         * Change an endpoint, switch it on or off, or give it a new secret
         * @description For admins. Switched on again it is told what waited for it, if that is not older than three days.
         */
        patch: operations["changeWebhook"];
        trace?: never;
    };
    "/call-scheduling/{org_slug}/webhooks/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tell an endpoint a trial, of type webhook.test
         * @description For admins. What became of it is in the list of its deliveries a moment later. 409 while it is off.
         */
        post: operations["testWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/call-scheduling/{org_slug}/webhooks/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what was told to an endpoint and what waits to be, newest first
         * @description For admins. Kept for thirty days; what waits for longer.
         */
        get: operations["listWebhookDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/call-scheduling/{org_slug}/webhooks/{id}/deliveries/{delivery_id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tell an endpoint once more what it was told, or what was given up
         * @description For admins. It has the same webhook-id, so that a receiver that has it takes no notice. 409 while it still waits.
         */
        post: operations["replayWebhookDelivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/call-scheduling/{org_slug}/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List who changed what, newest first
         * @description For admins. Every change has its row, which nobody can change. No number or name is in it.
         */
        get: operations["listAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description Every answer other than success. */
        Error: {
            /** @enum {boolean} */
            success: false;
            /**
             * @description A sentence for a person.
             * @example The request is malformed.
             */
            error: string;
            /** @description More about it: a sentence, what is wrong with each field, or of window_too_small the smallest window that would do. */
            details: string | components["schemas"]["FieldProblem"][] | {
                smallest: {
                    starts_at: string;
                    ends_at: string;
                } | null;
            };
            /**
             * @description For machines: one of a closed list.
             * @example malformed
             * @enum {string}
             */
            code: "audience_empty" | "audience_not_loaded" | "audience_replaced" | "auth_unavailable" | "bolna_busy" | "call_live" | "call_over" | "calling_paused" | "campaign_live" | "campaign_not_started" | "campaign_over" | "campaign_running" | "campaign_started" | "changed_meanwhile" | "confirmation_required" | "contact_do_not_call" | "database_unavailable" | "dry_run_stale" | "forbidden" | "hubspot_not_connected" | "hubspot_slow" | "idempotency_key_reused" | "idempotency_key_running" | "internal_error" | "invalid" | "malformed" | "method_not_allowed" | "no_such_column" | "nobody_to_call" | "not_configured" | "not_csv" | "not_csv_or_json" | "not_dead" | "not_flagged" | "not_found" | "not_json" | "not_scheduled" | "nothing_waits" | "range_invalid" | "rate_limited" | "recovery_open" | "report_unavailable" | "scheduler_disabled" | "still_waiting" | "sync_failed" | "token_needed" | "too_large" | "too_many" | "too_many_contacts" | "too_many_webhooks" | "unauthorized" | "unknown_list" | "unknown_rule" | "vault_missing" | "webhook_off" | "window_too_small" | "allowed" | "all_calling_paused" | "organisation_paused" | "inactive" | "agent_inactive" | "outside_window" | "number_busy" | "no_free_line" | "dial_quota" | "due" | "not_due" | "rule_inactive" | "rule_deleted" | "hubspot_disconnected" | "contact_removed" | "contact_changed" | "contact_unreadable" | "broken" | "do_not_call" | "phone_missing" | "phone_invalid" | "phone_special" | "checkup_missing" | "checkup_unreadable" | "checkup_in_future" | "checkup_done" | "conditions_not_met" | "already_called" | "number_planned" | "number_shared" | "daily_limit" | "cancelled_by_user" | "bolna_agent_unset" | "phone_key_missing" | "phone_key_wrong" | "phone_record_invalid" | "claim_lost" | "worker_stalled" | "bolna_unreachable" | "bolna_rate_limit" | "bolna_refused" | "number_not_verified" | "bolna_credentials" | "bolna_payment" | "bolna_agent_unknown" | "bolna_from_number" | "bolna_timeout" | "bolna_connection_lost" | "bolna_answer_unreadable" | "bolna_server_error" | "worker_died" | "never_reached_bolna" | "placed_by_hand" | "not_placed_by_hand" | "late_execution" | "answered" | "completed_without_talk" | "voicemail" | "disconnected" | "no_answer" | "rejected" | "busy" | "number_invalid" | "failed" | "error" | "canceled" | "stopped" | "queued_too_long" | "balance_low" | "lost" | "number_special" | "country_not_enabled" | "opted_out" | "suppressed_org" | "suppressed_global" | "registry_listed" | "registry_check_stale" | "consent_missing" | "consent_expired" | "consent_revoked" | "consent_scope" | "refusal_period" | "purpose_missing" | "agent_opening_missing" | "outside_intersection" | "zone_unknown" | "zone_too_wide" | "closing_soon" | "weekday_closed" | "holiday" | "holiday_data_missing" | "blackout" | "cap_number" | "cap_subject" | "min_gap" | "talk_quiet_period" | "retry_wait" | "attempts_exhausted" | "missed" | "outcome_unknown" | "campaign_cancelled" | "campaign_paused" | "pace" | "restored" | "unreachable" | "slow_down" | "token_rejected" | "scope_missing" | "refused" | "not_connected" | "superseded" | "continued" | "unclear" | "locked" | "moved" | "token_missing" | "property_missing" | "property_type_wrong";
            decision?: components["schemas"]["Decision"];
            /** @description The call as it stands now, where it has changed meanwhile: a CallSchedule. */
            schedule?: {
                [key: string]: unknown;
            };
            /** @description Also in the x-request-id header, and in our logs. */
            request_id: string;
        };
        FieldProblem: {
            /** @example contact_phone */
            field: string;
            /**
             * @description For machines; stable.
             * @enum {string}
             */
            code: "required" | "empty" | "wrong_type" | "not_taken" | "not_a_choice" | "too_long" | "too_small" | "too_large" | "too_few" | "too_many" | "not_whole" | "unreadable" | "bad_form" | "not_an_id" | "not_a_time" | "not_a_time_of_day" | "not_a_day" | "not_a_zone" | "not_a_language" | "not_a_country" | "not_a_property" | "not_an_address" | "address_private" | "phone_missing" | "phone_without_country" | "phone_not_valid" | "phone_extension" | "phone_special" | "phone_unread" | "phone_error_value" | "phone_below_zero" | "phone_several" | "phone_lost_digits" | "in_past" | "in_future" | "too_far" | "too_early" | "ends_too_soon" | "range_too_long" | "no_longer_bookable" | "nothing_sent" | "needed_here" | "not_needed_here" | "one_of_two" | "named_twice" | "out_of_range" | "agent_unusable" | "contact_do_not_call" | "number_do_not_call" | "unknown" | "nobody" | "no_such_column" | "row_too_wide" | "contact_unreadable" | "changed_meanwhile" | "misconfigured" | "not_right" | "rule_unknown" | "rule_is_law" | "loosening_endless" | "loosening_too_long";
            /**
             * @description For people.
             * @example must be at most 200 characters
             */
            message: string;
            /** @description The most or the least that it may be, where the code speaks of one. */
            limit?: number;
        };
        /** @description What the judge said, where it stands in the way. */
        Decision: {
            /**
             * @description Why, for machines: one of a closed list.
             * @enum {string}
             */
            code: "allowed" | "all_calling_paused" | "organisation_paused" | "inactive" | "agent_inactive" | "outside_window" | "number_busy" | "no_free_line" | "dial_quota" | "due" | "not_due" | "rule_inactive" | "rule_deleted" | "hubspot_disconnected" | "contact_removed" | "contact_changed" | "contact_unreadable" | "broken" | "do_not_call" | "phone_missing" | "phone_invalid" | "phone_special" | "checkup_missing" | "checkup_unreadable" | "checkup_in_future" | "checkup_done" | "conditions_not_met" | "already_called" | "number_planned" | "number_shared" | "daily_limit" | "cancelled_by_user" | "bolna_agent_unset" | "phone_key_missing" | "phone_key_wrong" | "phone_record_invalid" | "claim_lost" | "worker_stalled" | "bolna_unreachable" | "bolna_rate_limit" | "bolna_refused" | "number_not_verified" | "bolna_credentials" | "bolna_payment" | "bolna_agent_unknown" | "bolna_from_number" | "bolna_timeout" | "bolna_connection_lost" | "bolna_answer_unreadable" | "bolna_server_error" | "worker_died" | "never_reached_bolna" | "placed_by_hand" | "not_placed_by_hand" | "late_execution" | "answered" | "completed_without_talk" | "voicemail" | "disconnected" | "no_answer" | "rejected" | "busy" | "number_invalid" | "failed" | "error" | "canceled" | "stopped" | "queued_too_long" | "balance_low" | "lost" | "number_special" | "country_not_enabled" | "opted_out" | "suppressed_org" | "suppressed_global" | "registry_listed" | "registry_check_stale" | "consent_missing" | "consent_expired" | "consent_revoked" | "consent_scope" | "refusal_period" | "purpose_missing" | "agent_opening_missing" | "outside_intersection" | "zone_unknown" | "zone_too_wide" | "closing_soon" | "weekday_closed" | "holiday" | "holiday_data_missing" | "blackout" | "cap_number" | "cap_subject" | "min_gap" | "talk_quiet_period" | "retry_wait" | "attempts_exhausted" | "missed" | "outcome_unknown" | "campaign_cancelled" | "campaign_paused" | "pace" | "restored";
            /**
             * @description call: it may go out. defer: not now. stop: never.
             * @enum {string}
             */
            outcome: "call" | "defer" | "stop";
            /** @description Why, for a person. */
            sentence: string;
            /**
             * Format: date-time
             * @description From when it may change; null: nobody knows, or never.
             */
            until: string | null;
            /**
             * Format: date-time
             * @description The moment that was judged.
             */
            at: string;
            /**
             * @description plan: for its own time, as it was booked. claim: as it was to be dialled. now: just asked.
             * @enum {string}
             */
            stage: "plan" | "claim" | "now";
            /**
             * @description Null: none was said, and the organisation has every booking say one.
             * @enum {string|null}
             */
            purpose: "marketing" | "service" | "health_reminder" | "survey" | "collection" | "emergency" | null;
            /** @description The time zone of the called person, the first of zones. */
            zone: string | null;
            /** @description In all of which the call must be allowed. */
            zones: string[];
            /**
             * @description What the zone was told from.
             * @enum {string|null}
             */
            zone_source: "booking" | "hubspot" | "address" | "number" | "country" | "organisation" | null;
            /** @description All are judged, and the strictest holds. */
            jurisdictions: string[];
            /** @description What it rests on. */
            rules: {
                id: string;
                name: string | null;
                source: string | null;
                /** @description Of the pack of rules that it was judged by. */
                version: string | null;
                /** @enum {string|null} */
                confidence: "statute" | "regulator" | "code" | "vendor" | "ours" | null;
                /** @description False: every rule is a default that your counsel confirms. */
                confirmed_by_counsel: boolean;
            }[];
            /** @description What the sentence is made of. */
            data: {
                [key: string]: unknown;
            };
        };
        Pulse: {
            /** @description Grows with every change that is written down: when it has, load again what is shown, and once more 2 s later. */
            revision: number;
            /** @description Calls that are being made. */
            in_progress: number;
            /** @description How many calls may be made at once. */
            lines: number;
            /** @description Calls that wait since their time. */
            due: number;
            /** @description Calls that a person must look at. */
            attention: number;
            /**
             * Format: date-time
             * @description When the first of those that wait may leave; null: none waits. One that lies in the past has waited since then.
             * @example 2026-12-01T04:30:00Z
             */
            next_due_at: string | null;
            /** @description Calls could be dialled, and nobody comes to do it. */
            stalled: boolean;
            /**
             * Format: date-time
             * @description When the latest pass over what is due was completed; null while nothing of yours is due or being made.
             * @example 2026-12-01T04:30:00Z
             */
            swept_at: string | null;
            /** @description Why nothing is dialled; null while calling is on. */
            paused_reason: string | null;
            /**
             * Format: date-time
             * @description Since when, where it is the organisation's own pause.
             * @example 2026-12-01T04:30:00Z
             */
            paused_at: string | null;
            /** @description The calls that became or become due today. */
            calls_today: {
                /**
                 * Format: date
                 * @description In the organisation's calendar.
                 */
                day: string;
                /** @description Still to come. */
                scheduled: number;
                in_progress: number;
                completed: number;
                failed: number;
                cancelled: number;
                /** @description completed ÷ (completed + failed); null when there were none. */
                completion_rate: number | null;
            };
        };
        Member: {
            /** Format: uuid */
            user_id: string;
            /** @description What colleagues know somebody by: what stands before the @. */
            name: string | null;
            /** @description For admins; null for others. */
            email: string | null;
            /** @enum {string} */
            role: "admin" | "member" | "viewer";
            /** Format: date-time */
            joined_at: string;
        };
        CallSchedule: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            org_id: string;
            /** Format: uuid */
            agent_id: string;
            /** @description The contact's id in HubSpot. */
            contact_id: string;
            contact_name: string;
            /**
             * @description E.164 for admins and the schedule's creator; for others masked to its last four digits. Null when it can no longer be decrypted.
             * @example ••••3210
             */
            contact_phone: string | null;
            /**
             * Format: date-time
             * @example 2026-12-01T04:30:00Z
             */
            scheduled_at: string;
            call_topic: string;
            call_language: string;
            /**
             * @description What the call is for: hours, caps and consent hang on it.
             * @enum {string}
             */
            purpose: "marketing" | "service" | "health_reminder" | "survey" | "collection" | "emergency";
            /** @description The called person's, where the booking said it; null: told from the contact and the number. */
            time_zone: string | null;
            /**
             * Format: date-time
             * @description Without an opening before it the call is missed.
             * @example 2026-12-01T04:30:00Z
             */
            deadline_at: string | null;
            /** @description An inactive schedule is not dialled. */
            is_active: boolean;
            /** @enum {string} */
            call_status: "scheduled" | "in_progress" | "completed" | "failed" | "cancelled";
            /** @description Bolna's id of the latest call that it accepted. */
            bolna_call_id: string | null;
            /** @description Due by the check-up threshold: see due_at. */
            auto_trigger_enabled: boolean;
            checkup_threshold_days: number;
            /** Format: date */
            last_checkup_date: string | null;
            /**
             * Format: date-time
             * @example 2026-12-01T04:30:00Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @example 2026-12-01T04:30:00Z
             */
            updated_at: string;
            /** @description Why the status is what it is, for a person. */
            status_reason: string | null;
            /**
             * @description The same, for machines.
             * @enum {string|null}
             */
            status_reason_code: "allowed" | "all_calling_paused" | "organisation_paused" | "inactive" | "agent_inactive" | "outside_window" | "number_busy" | "no_free_line" | "dial_quota" | "due" | "not_due" | "rule_inactive" | "rule_deleted" | "hubspot_disconnected" | "contact_removed" | "contact_changed" | "contact_unreadable" | "broken" | "do_not_call" | "phone_missing" | "phone_invalid" | "phone_special" | "checkup_missing" | "checkup_unreadable" | "checkup_in_future" | "checkup_done" | "conditions_not_met" | "already_called" | "number_planned" | "number_shared" | "daily_limit" | "cancelled_by_user" | "bolna_agent_unset" | "phone_key_missing" | "phone_key_wrong" | "phone_record_invalid" | "claim_lost" | "worker_stalled" | "bolna_unreachable" | "bolna_rate_limit" | "bolna_refused" | "number_not_verified" | "bolna_credentials" | "bolna_payment" | "bolna_agent_unknown" | "bolna_from_number" | "bolna_timeout" | "bolna_connection_lost" | "bolna_answer_unreadable" | "bolna_server_error" | "worker_died" | "never_reached_bolna" | "placed_by_hand" | "not_placed_by_hand" | "late_execution" | "answered" | "completed_without_talk" | "voicemail" | "disconnected" | "no_answer" | "rejected" | "busy" | "number_invalid" | "failed" | "error" | "canceled" | "stopped" | "queued_too_long" | "balance_low" | "lost" | "number_special" | "country_not_enabled" | "opted_out" | "suppressed_org" | "suppressed_global" | "registry_listed" | "registry_check_stale" | "consent_missing" | "consent_expired" | "consent_revoked" | "consent_scope" | "refusal_period" | "purpose_missing" | "agent_opening_missing" | "outside_intersection" | "zone_unknown" | "zone_too_wide" | "closing_soon" | "weekday_closed" | "holiday" | "holiday_data_missing" | "blackout" | "cap_number" | "cap_subject" | "min_gap" | "talk_quiet_period" | "retry_wait" | "attempts_exhausted" | "missed" | "outcome_unknown" | "campaign_cancelled" | "campaign_paused" | "pace" | "restored" | null;
            /** @description A person must look at this call. */
            attention: boolean;
            /**
             * @description Why, for machines.
             * @enum {string|null}
             */
            attention_code: "late_execution" | "absence_unproven" | "outcome_unknown" | "end_unreadable" | null;
            /** @description Why, for a person. */
            attention_reason: string | null;
            /** @description Requests made to Bolna for this call. */
            attempt_count: number;
            /**
             * Format: date-time
             * @description When the call becomes due: its time, or the day of its check-up threshold.
             * @example 2026-12-01T04:30:00Z
             */
            due_at: string;
            /**
             * Format: date-time
             * @description When a call is tried again after an attempt that did not reach the person; null otherwise.
             * @example 2026-12-01T04:30:00Z
             */
            retry_at: string | null;
            /**
             * Format: date-time
             * @description The judge let it wait until then: status_reason says why. Null: it need not wait.
             * @example 2026-12-01T04:30:00Z
             */
            not_before: string | null;
            /**
             * Format: uuid
             * @description The user who booked it; null for a rule's.
             */
            created_by: string | null;
            /**
             * Format: uuid
             * @description The rule that planned the call; null for one booked by hand, and once the rule is deleted.
             */
            rule_id: string | null;
            /**
             * Format: uuid
             * @description The campaign that it is a call of.
             */
            campaign_id: string | null;
        };
        /**
         * @example {
         *       "agent_id": "0b000000-0000-4000-8000-000000000001",
         *       "contact_id": "501",
         *       "contact_name": "Asha Rao",
         *       "contact_phone": "+919876543210",
         *       "scheduled_at": "2026-12-01T10:00:00+05:30",
         *       "call_topic": "follow_up"
         *     }
         */
        NewCallSchedule: {
            /**
             * Format: uuid
             * @description The organisation's agent that speaks.
             */
            agent_id: string;
            /**
             * @description The contact's id in HubSpot.
             * @example 501
             */
            contact_id: string;
            /** @example Asha Rao */
            contact_name: string;
            /**
             * @description E.164, unless contact_country is sent.
             * @example +919876543210
             */
            contact_phone: string;
            /**
             * Format: date-time
             * @description When to dial: at most an hour past and five years ahead.
             * @example 2026-12-01T10:00:00+05:30
             */
            scheduled_at: string;
            /**
             * @description With it, contact_phone may be written as it is dialled inside that country.
             * @example IN
             */
            contact_country?: string;
            /**
             * @description What the call is for. Left out: the organisation's default_purpose.
             * @enum {string}
             */
            purpose?: "marketing" | "service" | "health_reminder" | "survey" | "collection" | "emergency";
            /**
             * @description The called person's. Left out or null: told from the contact and the number.
             * @example Asia/Kolkata
             */
            time_zone?: string | null;
            /**
             * Format: date-time
             * @description A call without an opening before it fails as missed.
             * @example 2026-12-01T10:00:00+05:30
             */
            deadline_at?: string | null;
            /**
             * @description What the agent calls about.
             * @default follow_up
             */
            call_topic?: string;
            /**
             * @default en-IN
             * @example en-IN
             */
            call_language?: string;
            /**
             * @description An inactive schedule is not dialled.
             * @default true
             */
            is_active?: boolean;
            /**
             * @description Due already on the day of the check-up threshold, if that is before scheduled_at.
             * @default false
             */
            auto_trigger_enabled?: boolean;
            /**
             * @description Left out: CHECKUP_THRESHOLD_DAYS of the deployment.
             * @example 5
             */
            checkup_threshold_days?: number;
            /**
             * Format: date
             * @description The day of the last check-up. Left out or null: HubSpot tells it, where it knows the contact.
             * @example 2026-11-20
             */
            last_checkup_date?: string | null;
        };
        CallCounts: {
            /** @description Calls by status. With a filter other than from and to each is counted up to 10 000. */
            counts: {
                scheduled: number;
                in_progress: number;
                completed: number;
                failed: number;
                cancelled: number;
            };
            /** @description Of which there are more than were counted. */
            more: ("scheduled" | "in_progress" | "completed" | "failed" | "cancelled")[];
            /** @description Calls of any status that a person must look at. */
            attention: number;
        };
        BulkAnswer: {
            dry_run: boolean;
            matched: number;
            /** @description How many were moved or cancelled, or in a dry run would be. */
            changed: number;
            /** @description Of those moved: how many must wait beyond their new time, by the law or your hours. */
            deferred: number;
            left_as_is: {
                /** Format: uuid */
                id: string;
                /** @description not_found, forbidden (booked by somebody else), live (being made), over, invalid (no time to book for), or why it could never leave then: a decision's code. */
                code: string;
            }[];
        };
        /**
         * @example {
         *       "action": "cancel",
         *       "filter": {
         *         "q": "asha",
         *         "status": [
         *           "scheduled"
         *         ]
         *       },
         *       "dry_run": true
         *     }
         */
        BulkChange: {
            /** @enum {string} */
            action: "move" | "cancel";
            ids?: string[];
            /** @description Those of the list with these filters; from and to are of due_at. */
            filter?: {
                /**
                 * Format: uuid
                 * @description Only calls that this agent makes.
                 */
                agent_id?: string;
                /**
                 * Format: uuid
                 * @description Only calls of this campaign.
                 */
                campaign_id?: string;
                /**
                 * Format: uuid
                 * @description Only calls that this rule planned.
                 */
                rule_id?: string;
                /** @description Only calls to this contact. */
                contact_id?: string;
                /**
                 * Format: date-time
                 * @description scheduled_at not before this time; due_at, in a list sorted by it and where calls are counted.
                 * @example 2026-12-01T10:00:00+05:30
                 */
                from?: string;
                /**
                 * Format: date-time
                 * @description The same, not after this time.
                 * @example 2026-12-01T10:00:00+05:30
                 */
                to?: string;
                attention?: boolean;
                /**
                 * @description Only calls to people whose name has this in it; or, of a whole number in international format, to it. It is not logged here; an address may be logged on its way.
                 * @example asha
                 */
                q?: string;
                status?: ("scheduled" | "in_progress" | "completed" | "failed" | "cancelled")[];
            };
            /** @description Where to; with action move. */
            move?: {
                /**
                 * Format: date-time
                 * @description All to this time.
                 * @example 2026-12-01T10:00:00+05:30
                 */
                scheduled_at?: string;
                /** @description Each from its own time. */
                by_minutes?: number;
            };
            /**
             * @description Say what would happen, and do nothing.
             * @default false
             */
            dry_run?: boolean;
            /** @description How many calls the dry run said would change; asked for together with filter. */
            confirm?: number;
        };
        Statistics: {
            total_scheduled: number;
            total_completed: number;
            total_failed: number;
            total_cancelled: number;
            /** @description Due already and still scheduled. */
            overdue_schedules: number;
            upcoming_schedules: number;
            in_progress: number;
            /** @description completed ÷ (completed + failed); null when there were none. */
            completion_rate: number | null;
            /** @description Mean of (accepted by Bolna − time due) over placed calls. */
            average_response_seconds: number | null;
            failure_reasons: {
                reason: string;
                code: string | null;
                count: number;
            }[];
            checkup_compliance: components["schemas"]["CheckupCompliance"];
            /** @description Calls whose fate a person has to find out. */
            needs_attention: number;
            /** @description Stalled: a call of yours could be dialled, and no sweep has finished for over a minute beyond the tick. */
            scheduler: {
                stalled: boolean;
            };
        };
        /** @description Of the contacts cached from HubSpot, today in the organisation's calendar. While none is cached, of the contacts of the schedules, and then only the first four are there. */
        CheckupCompliance: {
            /** @description Their last check-up is younger than the threshold. */
            within: number;
            overdue: number;
            /** @description Without a check-up date that can be used. */
            unknown: number;
            /** @description within ÷ (within + overdue); null when there are none. */
            rate: number | null;
            /** @description The smallest threshold of the active check-up rules, else CHECKUP_THRESHOLD_DAYS. */
            threshold_days?: number;
            within_with_phone?: number;
            within_without_phone?: number;
            overdue_with_phone?: number;
            overdue_without_phone?: number;
            /** @description Contacts called since their last check-up. */
            called?: number;
            /** @description Of those, the ones of whom a person answered. */
            reached?: number;
        };
        CallAttempt: {
            /**
             * Format: uuid
             * @description Also the call_ref that Bolna carries.
             */
            id: string;
            attempt_number: number;
            /** @enum {string} */
            state: "placing" | "unknown" | "placed" | "ended";
            /**
             * @description Null until it is settled.
             * @enum {string|null}
             */
            outcome: "completed" | "no_answer" | "busy" | "failed" | "error" | "canceled" | "stopped" | "balance_low" | "refused" | "not_sent" | "paused" | "lost" | "absent" | "undialled" | "settled_by_hand" | null;
            /** @enum {string|null} */
            reason_code: "allowed" | "all_calling_paused" | "organisation_paused" | "inactive" | "agent_inactive" | "outside_window" | "number_busy" | "no_free_line" | "dial_quota" | "due" | "not_due" | "rule_inactive" | "rule_deleted" | "hubspot_disconnected" | "contact_removed" | "contact_changed" | "contact_unreadable" | "broken" | "do_not_call" | "phone_missing" | "phone_invalid" | "phone_special" | "checkup_missing" | "checkup_unreadable" | "checkup_in_future" | "checkup_done" | "conditions_not_met" | "already_called" | "number_planned" | "number_shared" | "daily_limit" | "cancelled_by_user" | "bolna_agent_unset" | "phone_key_missing" | "phone_key_wrong" | "phone_record_invalid" | "claim_lost" | "worker_stalled" | "bolna_unreachable" | "bolna_rate_limit" | "bolna_refused" | "number_not_verified" | "bolna_credentials" | "bolna_payment" | "bolna_agent_unknown" | "bolna_from_number" | "bolna_timeout" | "bolna_connection_lost" | "bolna_answer_unreadable" | "bolna_server_error" | "worker_died" | "never_reached_bolna" | "placed_by_hand" | "not_placed_by_hand" | "late_execution" | "answered" | "completed_without_talk" | "voicemail" | "disconnected" | "no_answer" | "rejected" | "busy" | "number_invalid" | "failed" | "error" | "canceled" | "stopped" | "queued_too_long" | "balance_low" | "lost" | "number_special" | "country_not_enabled" | "opted_out" | "suppressed_org" | "suppressed_global" | "registry_listed" | "registry_check_stale" | "consent_missing" | "consent_expired" | "consent_revoked" | "consent_scope" | "refusal_period" | "purpose_missing" | "agent_opening_missing" | "outside_intersection" | "zone_unknown" | "zone_too_wide" | "closing_soon" | "weekday_closed" | "holiday" | "holiday_data_missing" | "blackout" | "cap_number" | "cap_subject" | "min_gap" | "talk_quiet_period" | "retry_wait" | "attempts_exhausted" | "missed" | "outcome_unknown" | "campaign_cancelled" | "campaign_paused" | "pace" | "restored" | null;
            /** @description Why the outcome is what it is, for a person. */
            reason: string | null;
            /**
             * @description Who had the call dialled.
             * @enum {string}
             */
            trigger: "sweep" | "execute" | "overdue";
            /**
             * Format: date-time
             * @example 2026-12-01T04:30:00Z
             */
            due_at: string;
            /**
             * Format: date-time
             * @description When it was taken for dialling.
             * @example 2026-12-01T04:30:00Z
             */
            claimed_at: string;
            /**
             * Format: date-time
             * @description When Bolna accepted it.
             * @example 2026-12-01T04:30:00Z
             */
            placed_at: string | null;
            /**
             * Format: date-time
             * @description As Bolna says it; never before claimed_at, nor after the moment at which it was heard.
             * @example 2026-12-01T04:30:00Z
             */
            ended_at: string | null;
            bolna_call_id: string | null;
            /** @description As Bolna said it last. */
            bolna_status: string | null;
            answered: boolean | null;
            voicemail: boolean | null;
            /** @description Of the talk with a person. */
            conversation_seconds: number | null;
            duration_seconds: number | null;
            cost_cents: number | null;
            hangup_by: string | null;
            hangup_reason: string | null;
        };
        /**
         * @example {
         *       "scheduled_at": "2026-12-01T15:30:00+05:30"
         *     }
         */
        CallScheduleChanges: {
            /**
             * Format: uuid
             * @description The organisation's agent that speaks.
             */
            agent_id?: string;
            /**
             * @description The contact's id in HubSpot.
             * @example 501
             */
            contact_id?: string;
            /** @example Asha Rao */
            contact_name?: string;
            /**
             * @description E.164, unless contact_country is sent.
             * @example +919876543210
             */
            contact_phone?: string;
            /**
             * Format: date-time
             * @description When to dial: at most an hour past and five years ahead.
             * @example 2026-12-01T10:00:00+05:30
             */
            scheduled_at?: string;
            /**
             * @description With it, contact_phone may be written as it is dialled inside that country.
             * @example IN
             */
            contact_country?: string;
            /**
             * @description What the call is for. Left out: the organisation's default_purpose.
             * @enum {string}
             */
            purpose?: "marketing" | "service" | "health_reminder" | "survey" | "collection" | "emergency";
            /**
             * @description The called person's. Left out or null: told from the contact and the number.
             * @example Asia/Kolkata
             */
            time_zone?: string | null;
            /**
             * Format: date-time
             * @description A call without an opening before it fails as missed.
             * @example 2026-12-01T10:00:00+05:30
             */
            deadline_at?: string | null;
            /**
             * @description What the agent calls about.
             * @default follow_up
             */
            call_topic?: string;
            /**
             * @default en-IN
             * @example en-IN
             */
            call_language?: string;
            /**
             * @description An inactive schedule is not dialled.
             * @default true
             */
            is_active?: boolean;
            /**
             * @description Due already on the day of the check-up threshold, if that is before scheduled_at.
             * @default false
             */
            auto_trigger_enabled?: boolean;
            /**
             * @description Left out: CHECKUP_THRESHOLD_DAYS of the deployment.
             * @example 5
             */
            checkup_threshold_days?: number;
            /**
             * Format: date
             * @description The day of the last check-up. Left out or null: HubSpot tells it, where it knows the contact.
             * @example 2026-11-20
             */
            last_checkup_date?: string | null;
            /**
             * Format: date-time
             * @description As it was read: 409 changed_meanwhile where the call has changed since. If-Match says the same (412).
             * @example 2026-12-01T10:00:00+05:30
             */
            updated_at?: string;
        };
        /**
         * @example {
         *       "override": {
         *         "reason": "The patient asked for it on the phone."
         *       }
         *     }
         */
        ExecuteCallSchedule: {
            /** @description An admin's: lifts the organisation's own hours, gaps and caps for this call, never the law's, a suppression or a consent. */
            override?: {
                reason: string;
            };
        };
        /**
         * @example {
         *       "outcome": "placed"
         *     }
         */
        Resolution: {
            /**
             * @description placed: the call was made, and counts as completed. not_placed: it was not, and is tried again at once; one that Bolna had accepted fails instead. Of a call that is over already, either takes the flag off and changes nothing else.
             * @enum {string}
             */
            outcome: "placed" | "not_placed";
        };
        HistoryEntry: {
            /** Format: date-time */
            at: string;
            /** @enum {string} */
            action: "insert" | "update" | "delete" | "export" | "erase" | "reveal";
            /**
             * @description The call itself, or one request to Bolna for it.
             * @enum {string}
             */
            subject: "call" | "attempt";
            /** Format: uuid */
            subject_id: string;
            actor: {
                /** @enum {string} */
                kind: "user" | "service" | "operator";
                /** Format: uuid */
                id: string | null;
                /** @description What colleagues know somebody by; null for the system, and for who is no colleague any more. */
                name: string | null;
            };
            /** @description Of a name or a number only that it was changed: from and to are null. */
            changes: {
                field: string;
                from?: unknown;
                to?: unknown;
            }[];
        };
        Agent: {
            /** Format: uuid */
            id: string;
            name: string;
            /**
             * Format: uuid
             * @description Null: BOLNA_AGENT_ID of the environment.
             */
            bolna_agent_id: string | null;
            /** @description Null: BOLNA_FROM_NUMBER of the environment. */
            from_number: string | null;
            is_active: boolean;
            /**
             * @description Null: nobody has said; nothing is stopped for it.
             * @example [
             *       "say_ai",
             *       "say_business",
             *       "offer_opt_out"
             *     ]
             */
            opening: ("say_ai" | "say_business" | "say_purpose" | "say_recorded" | "offer_opt_out")[] | null;
            dispositions: {
                path: string;
                values: {
                    [key: string]: "none" | "opt_out_all" | "opt_out_marketing" | "opt_out_topic" | "wrong_number" | "call_later";
                };
            }[];
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
        };
        /**
         * @example {
         *       "opening": [
         *         "say_ai",
         *         "say_business",
         *         "offer_opt_out"
         *       ]
         *     }
         */
        AgentChanges: {
            name?: string;
            /** Format: uuid */
            bolna_agent_id?: string | null;
            from_number?: string | null;
            is_active?: boolean;
            /**
             * @description What the agent says at the start of a call: that it is an artificial voice, for whom and what it calls, that the call is recorded, how to be called no more. Calls whose law asks for more are stopped with agent_opening_missing. Say here what its welcome text at Bolna really says.
             * @example [
             *       "say_ai",
             *       "say_business",
             *       "offer_opt_out"
             *     ]
             */
            opening?: ("say_ai" | "say_business" | "say_purpose" | "say_recorded" | "offer_opt_out")[];
            /** @description Where in what Bolna extracts from a call a person's wish stands, and what each value means; values go by their small letters, * is any key. Read beside the usual places: an extraction or key named opt_out, and a key do_not_call. */
            dispositions?: {
                /** @example $.*.result.objective */
                path: string;
                /**
                 * @example {
                 *       "never again": "opt_out_all",
                 *       "another time": "call_later"
                 *     }
                 */
                values: {
                    [key: string]: "none" | "opt_out_all" | "opt_out_marketing" | "opt_out_topic" | "wrong_number" | "call_later";
                };
            }[];
        };
        CallingPolicy: {
            /**
             * @description Of calls booked without a purpose. Marketing is the strictest. Null: a booking without one is refused with purpose_missing.
             * @enum {string|null}
             */
            default_purpose: "marketing" | "service" | "health_reminder" | "survey" | "collection" | "emergency" | null;
            /** @description When calls may begin, on the called person's clock, on top of the law. Null: the law alone. A day without entries is closed. */
            week: {
                mon: string[][];
                tue: string[][];
                wed: string[][];
                thu: string[][];
                fri: string[][];
                sat: string[][];
                sun: string[][];
            } | null;
            /**
             * @description The countries whose numbers are called; others are stopped with country_not_enabled. Null: all.
             * @example [
             *       "IN",
             *       "AE"
             *     ]
             */
            countries: string[] | null;
            blackouts: {
                from: string;
                to: string;
                reason: string;
            }[];
            caps: {
                calls: number;
                /** @enum {string} */
                per: "24 hours" | "7 days" | "30 days";
                /** @enum {string} */
                scope?: "number" | "subject";
            }[];
            /** @description The least minutes between two calls to one number. */
            min_gap_minutes: number;
            /** @description Rules that do not hold for the organisation until then: of confidence vendor or ours. '*' is the operator's: every hour and cap. */
            loosened: {
                rule_id: string;
                reason: string;
                until: string | null;
            }[];
            /** Format: date-time */
            updated_at: string | null;
        };
        /**
         * @example {
         *       "default_purpose": "health_reminder",
         *       "week": {
         *         "mon": [
         *           [
         *             "09:00",
         *             "18:00"
         *           ]
         *         ],
         *         "tue": [
         *           [
         *             "09:00",
         *             "18:00"
         *           ]
         *         ],
         *         "wed": [
         *           [
         *             "09:00",
         *             "13:00"
         *           ],
         *           [
         *             "14:00",
         *             "18:00"
         *           ]
         *         ],
         *         "thu": [
         *           [
         *             "09:00",
         *             "18:00"
         *           ]
         *         ],
         *         "fri": [
         *           [
         *             "09:00",
         *             "18:00"
         *           ]
         *         ],
         *         "sat": [],
         *         "sun": []
         *       },
         *       "blackouts": [
         *         {
         *           "from": "2026-12-24T12:00:00+05:30",
         *           "to": "2026-12-27T00:00:00+05:30",
         *           "reason": "Closed"
         *         }
         *       ],
         *       "caps": [
         *         {
         *           "calls": 1,
         *           "per": "24 hours"
         *         }
         *       ],
         *       "min_gap_minutes": 240,
         *       "loosened": []
         *     }
         */
        NewCallingPolicy: {
            /**
             * @description Of calls booked without a purpose. Marketing is the strictest. Null: a booking without one is refused with purpose_missing.
             * @enum {string|null}
             */
            default_purpose: "marketing" | "service" | "health_reminder" | "survey" | "collection" | "emergency" | null;
            /** @description When calls may begin, on the called person's clock, on top of the law. Null: the law alone. A day without entries is closed. */
            week: {
                mon: string[][];
                tue: string[][];
                wed: string[][];
                thu: string[][];
                fri: string[][];
                sat: string[][];
                sun: string[][];
            } | null;
            /**
             * @description The countries whose numbers are called; others are stopped with country_not_enabled. Null: all.
             * @default null
             * @example [
             *       "IN",
             *       "AE"
             *     ]
             */
            countries?: string[] | null;
            /** @description Nothing is called meanwhile. */
            blackouts: {
                /**
                 * Format: date-time
                 * @example 2026-12-01T10:00:00+05:30
                 */
                from: string;
                /**
                 * Format: date-time
                 * @example 2026-12-01T10:00:00+05:30
                 */
                to: string;
                reason: string;
            }[];
            caps: {
                calls: number;
                /** @enum {string} */
                per: "24 hours" | "7 days" | "30 days";
                /** @enum {string} */
                scope?: "number" | "subject";
            }[];
            /** @description The least minutes between two calls to one number. */
            min_gap_minutes: number;
            loosened: {
                /**
                 * @description As decisions name it.
                 * @example *.marketing.caps_24h
                 */
                rule_id: string;
                reason: string;
                /**
                 * Format: date-time
                 * @example 2026-12-01T10:00:00+05:30
                 */
                until: string | null;
            }[];
        };
        CallRule: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            org_id: string;
            rule_name: string;
            /** @enum {string} */
            rule_type: "checkup_threshold" | "periodic" | "custom";
            /** Format: uuid */
            agent_id: string;
            checkup_property: string | null;
            checkup_threshold_days: number;
            periodic_days: number | null;
            /** @description As CustomConditions. */
            custom_conditions: {
                [key: string]: unknown;
            } | null;
            call_topic: string;
            call_language: string;
            /** @enum {string} */
            purpose: "marketing" | "service" | "health_reminder" | "survey" | "collection" | "emergency";
            max_calls_per_day: number;
            /** @description As RetryPolicy. */
            retry_policy: {
                [key: string]: unknown;
            };
            is_active: boolean;
            best_time: boolean;
            /**
             * Format: date-time
             * @example 2026-12-01T04:30:00Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @example 2026-12-01T04:30:00Z
             */
            updated_at: string;
        };
        /**
         * @example {
         *       "rule_name": "Check-up reminder",
         *       "rule_type": "checkup_threshold",
         *       "agent_id": "0b000000-0000-4000-8000-000000000001",
         *       "checkup_threshold_days": 5,
         *       "max_calls_per_day": 50,
         *       "call_topic": "checkup_reminder"
         *     }
         */
        NewCallRule: {
            /** @example Check-up reminder */
            rule_name: string;
            /**
             * @description checkup_threshold: whose last check-up is long ago. periodic: every periodic_days. custom: whoever fits custom_conditions.
             * @enum {string}
             */
            rule_type: "checkup_threshold" | "periodic" | "custom";
            /**
             * Format: uuid
             * @description The organisation's agent that speaks.
             */
            agent_id: string;
            /**
             * @description The HubSpot property with the check-up date; null: the connection's.
             * @example last_checkup_date
             */
            checkup_property?: string | null;
            /**
             * @description Calendar days of the organisation. Left out: CHECKUP_THRESHOLD_DAYS of the deployment.
             * @example 5
             */
            checkup_threshold_days?: number;
            /** @description Needed by a periodic rule: days between calls. */
            periodic_days?: number | null;
            /** @description Needed by a custom rule. */
            custom_conditions?: {
                all: components["schemas"]["CustomCondition"][];
            } | null;
            /**
             * @description What the agent calls about.
             * @default follow_up
             */
            call_topic?: string;
            /**
             * @default en-IN
             * @example en-IN
             */
            call_language?: string;
            /**
             * @description What the rule's calls are for: hours, caps and consent hang on it.
             * @default health_reminder
             * @enum {string}
             */
            purpose?: "marketing" | "service" | "health_reminder" | "survey" | "collection" | "emergency";
            /**
             * @description Calls that the rule may plan in one day of the organisation.
             * @default 100
             */
            max_calls_per_day?: number;
            retry_policy?: components["schemas"]["RetryPolicy"];
            /**
             * @description An inactive rule plans no calls.
             * @default true
             */
            is_active?: boolean;
            /**
             * @description Call at the hours at which people were found to answer, and try again so.
             * @default false
             */
            best_time?: boolean;
        };
        CustomCondition: {
            /** @enum {string} */
            property: "lifecyclestage" | "hs_lead_status" | "country" | "state" | "hubspot_owner_id" | "language" | "time_zone";
            /** @enum {string} */
            operator: "equals" | "not_equals";
            value: string;
        } | {
            /** @enum {string} */
            property: "lifecyclestage" | "hs_lead_status" | "country" | "state" | "hubspot_owner_id" | "language" | "time_zone";
            /** @enum {string} */
            operator: "one_of" | "none_of";
            value: string[];
        } | {
            /** @enum {string} */
            property: "days_since_checkup" | "days_since_last_call";
            /** @enum {string} */
            operator: "at_least" | "at_most";
            value: number;
        } | {
            /** @enum {string} */
            property: "lifecyclestage" | "hs_lead_status" | "country" | "state" | "hubspot_owner_id" | "language" | "time_zone" | "days_since_checkup" | "days_since_last_call";
            /** @enum {string} */
            operator: "is_set" | "is_not_set";
        };
        /** @description By what came of an attempt. What is left out is the organisation's. */
        RetryPolicy: {
            max_attempts?: number;
            no_answer?: {
                max_retries: number;
                /** @description Minutes to wait before each retry; the last one repeats. */
                minutes: number[];
            };
            busy?: {
                max_retries: number;
                /** @description Minutes to wait before each retry; the last one repeats. */
                minutes: number[];
            };
            failed?: {
                max_retries: number;
                /** @description Minutes to wait before each retry; the last one repeats. */
                minutes: number[];
            };
            voicemail?: {
                max_retries: number;
                /** @description Minutes to wait before each retry; the last one repeats. */
                minutes: number[];
            };
            absent?: {
                max_retries: number;
                /** @description Minutes to wait before each retry; the last one repeats. */
                minutes: number[];
            };
            undialled?: {
                max_retries: number;
                /** @description Minutes to wait before each retry; the last one repeats. */
                minutes: number[];
            };
        };
        /**
         * @example {
         *       "is_active": false
         *     }
         */
        CallRuleChanges: {
            /** @example Check-up reminder */
            rule_name?: string;
            /**
             * @description checkup_threshold: whose last check-up is long ago. periodic: every periodic_days. custom: whoever fits custom_conditions.
             * @enum {string}
             */
            rule_type?: "checkup_threshold" | "periodic" | "custom";
            /**
             * Format: uuid
             * @description The organisation's agent that speaks.
             */
            agent_id?: string;
            /**
             * @description The HubSpot property with the check-up date; null: the connection's.
             * @example last_checkup_date
             */
            checkup_property?: string | null;
            /**
             * @description Calendar days of the organisation. Left out: CHECKUP_THRESHOLD_DAYS of the deployment.
             * @example 5
             */
            checkup_threshold_days?: number;
            /** @description Needed by a periodic rule: days between calls. */
            periodic_days?: number | null;
            /** @description Needed by a custom rule. */
            custom_conditions?: {
                all: components["schemas"]["CustomCondition"][];
            } | null;
            /**
             * @description What the agent calls about.
             * @default follow_up
             */
            call_topic?: string;
            /**
             * @default en-IN
             * @example en-IN
             */
            call_language?: string;
            /**
             * @description What the rule's calls are for: hours, caps and consent hang on it.
             * @default health_reminder
             * @enum {string}
             */
            purpose?: "marketing" | "service" | "health_reminder" | "survey" | "collection" | "emergency";
            /**
             * @description Calls that the rule may plan in one day of the organisation.
             * @default 100
             */
            max_calls_per_day?: number;
            retry_policy?: components["schemas"]["RetryPolicy"];
            /**
             * @description An inactive rule plans no calls.
             * @default true
             */
            is_active?: boolean;
            /**
             * @description Call at the hours at which people were found to answer, and try again so.
             * @default false
             */
            best_time?: boolean;
        };
        RuleVerdict: {
            contact_id: string;
            contact_name: string;
            /** @description A sentence for a person. */
            reason: string;
            /**
             * @example not_due
             * @enum {string}
             */
            reason_code: "allowed" | "all_calling_paused" | "organisation_paused" | "inactive" | "agent_inactive" | "outside_window" | "number_busy" | "no_free_line" | "dial_quota" | "due" | "not_due" | "rule_inactive" | "rule_deleted" | "hubspot_disconnected" | "contact_removed" | "contact_changed" | "contact_unreadable" | "broken" | "do_not_call" | "phone_missing" | "phone_invalid" | "phone_special" | "checkup_missing" | "checkup_unreadable" | "checkup_in_future" | "checkup_done" | "conditions_not_met" | "already_called" | "number_planned" | "number_shared" | "daily_limit" | "cancelled_by_user" | "bolna_agent_unset" | "phone_key_missing" | "phone_key_wrong" | "phone_record_invalid" | "claim_lost" | "worker_stalled" | "bolna_unreachable" | "bolna_rate_limit" | "bolna_refused" | "number_not_verified" | "bolna_credentials" | "bolna_payment" | "bolna_agent_unknown" | "bolna_from_number" | "bolna_timeout" | "bolna_connection_lost" | "bolna_answer_unreadable" | "bolna_server_error" | "worker_died" | "never_reached_bolna" | "placed_by_hand" | "not_placed_by_hand" | "late_execution" | "answered" | "completed_without_talk" | "voicemail" | "disconnected" | "no_answer" | "rejected" | "busy" | "number_invalid" | "failed" | "error" | "canceled" | "stopped" | "queued_too_long" | "balance_low" | "lost" | "number_special" | "country_not_enabled" | "opted_out" | "suppressed_org" | "suppressed_global" | "registry_listed" | "registry_check_stale" | "consent_missing" | "consent_expired" | "consent_revoked" | "consent_scope" | "refusal_period" | "purpose_missing" | "agent_opening_missing" | "outside_intersection" | "zone_unknown" | "zone_too_wide" | "closing_soon" | "weekday_closed" | "holiday" | "holiday_data_missing" | "blackout" | "cap_number" | "cap_subject" | "min_gap" | "talk_quiet_period" | "retry_wait" | "attempts_exhausted" | "missed" | "outcome_unknown" | "campaign_cancelled" | "campaign_paused" | "pace" | "restored";
            /** Format: date */
            last_checkup_date: string | null;
        };
        Campaign: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            org_id: string;
            name: string;
            /** @enum {string} */
            state: "draft" | "running" | "paused" | "completed" | "cancelled";
            /** Format: uuid */
            agent_id: string;
            /** @enum {string} */
            purpose: "marketing" | "service" | "health_reminder" | "survey" | "collection" | "emergency";
            call_topic: string;
            call_language: string;
            /**
             * Format: date-time
             * @description Null: when it is started.
             * @example 2026-12-01T04:30:00Z
             */
            starts_at: string | null;
            /**
             * Format: date-time
             * @description What was not dialled by then is missed.
             * @example 2026-12-01T04:30:00Z
             */
            ends_at: string | null;
            /** @description First calls a minute. Null: evenly spread until ends_at, and without that as fast as its lines allow. */
            calls_per_minute: number | null;
            /** @description Null: as many as the organisation's lines leave to campaigns. */
            max_concurrent_calls: number | null;
            /** @description Among the organisation's campaigns: 9 gets the most lines, 1 the fewest. */
            priority: number;
            /** @description As RetryPolicy. */
            retry_policy: {
                [key: string]: unknown;
            };
            /** @description Call each contact at the open hours at which people were found to answer. */
            best_time: boolean;
            /**
             * Format: date-time
             * @example 2026-12-01T04:30:00Z
             */
            started_at: string | null;
            /**
             * Format: date-time
             * @example 2026-12-01T04:30:00Z
             */
            ended_at: string | null;
            /**
             * Format: date-time
             * @example 2026-12-01T04:30:00Z
             */
            paused_at: string | null;
            /**
             * @description Why, for machines.
             * @enum {string|null}
             */
            paused_code: "by_user" | "many_failures" | "many_unanswered" | "many_opt_outs" | null;
            /** @description Why, for a person. */
            paused_reason: string | null;
            cancelled_reason: string | null;
            counts: components["schemas"]["CampaignCounts"];
            /** Format: uuid */
            created_by: string | null;
            /**
             * Format: date-time
             * @example 2026-12-01T04:30:00Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @example 2026-12-01T04:30:00Z
             */
            updated_at: string;
        };
        CampaignCounts: {
            total: number;
            /** @description Their turn has not come: they have no call yet. */
            waiting: number;
            scheduled: number;
            in_progress: number;
            completed: number;
            failed: number;
            cancelled: number;
            /** @description They are not called, each with its code. */
            excluded: number;
        };
        /**
         * @example {
         *       "name": "Check-ups of the spring",
         *       "agent_id": "0b000000-0000-4000-8000-000000000001",
         *       "purpose": "health_reminder",
         *       "calls_per_minute": 10
         *     }
         */
        NewCampaign: {
            /** @example Check-ups of the spring */
            name: string;
            /**
             * Format: uuid
             * @description The organisation's agent that speaks.
             */
            agent_id: string;
            /**
             * @description What its calls are for. Left out: the organisation's default_purpose.
             * @enum {string}
             */
            purpose?: "marketing" | "service" | "health_reminder" | "survey" | "collection" | "emergency";
            /** @default follow_up */
            call_topic?: string;
            /**
             * @default en-IN
             * @example en-IN
             */
            call_language?: string;
            /**
             * Format: date-time
             * @description Null: when it is started.
             * @example 2026-12-01T10:00:00+05:30
             */
            starts_at?: string | null;
            /**
             * Format: date-time
             * @description The deadline of its calls. Null: it ends when everybody was called.
             * @example 2026-12-01T10:00:00+05:30
             */
            ends_at?: string | null;
            /** @description First calls a minute. Null: evenly spread until ends_at, and without that as fast as its lines allow. */
            calls_per_minute?: number | null;
            /** @description Its calls under way at once. Null: as many as the organisation's lines leave to campaigns. */
            max_concurrent_calls?: number | null;
            /**
             * @description Among the organisation's campaigns: 9 gets the most lines, 1 the fewest.
             * @default 5
             */
            priority?: number;
            retry_policy?: components["schemas"]["RetryPolicy"];
            /**
             * @description Call each contact at the open hours at which people were found to answer.
             * @default false
             */
            best_time?: boolean;
        };
        CampaignProgress: {
            contacts_total: number;
            /** @description Whose turn has come: they have a call, or were excluded. */
            contacts_planned: number;
            /** @description With whom it is over, whatever came of it. */
            contacts_done: number;
            /** @description By the pace since its start, while it runs: a dry run says it by hours, lines and answers. Null before the first is done. */
            seconds_left: number | null;
        } | null;
        /** @description Whom a campaign would call, when, and whom not; nobody was called. It holds until campaign, policy or settings change. */
        DryRun: {
            /**
             * Format: uuid
             * @description What the start of the campaign names.
             */
            id: string;
            /** @description Who may be called before its end, as things stand. */
            will_call: number;
            will_not_call: number;
            /** @description All contacts, by what is said of them. */
            by_code: {
                /**
                 * @description What stands in the way when it starts; allowed: nothing.
                 * @enum {string}
                 */
                code: "allowed" | "all_calling_paused" | "organisation_paused" | "inactive" | "agent_inactive" | "outside_window" | "number_busy" | "no_free_line" | "dial_quota" | "due" | "not_due" | "rule_inactive" | "rule_deleted" | "hubspot_disconnected" | "contact_removed" | "contact_changed" | "contact_unreadable" | "broken" | "do_not_call" | "phone_missing" | "phone_invalid" | "phone_special" | "checkup_missing" | "checkup_unreadable" | "checkup_in_future" | "checkup_done" | "conditions_not_met" | "already_called" | "number_planned" | "number_shared" | "daily_limit" | "cancelled_by_user" | "bolna_agent_unset" | "phone_key_missing" | "phone_key_wrong" | "phone_record_invalid" | "claim_lost" | "worker_stalled" | "bolna_unreachable" | "bolna_rate_limit" | "bolna_refused" | "number_not_verified" | "bolna_credentials" | "bolna_payment" | "bolna_agent_unknown" | "bolna_from_number" | "bolna_timeout" | "bolna_connection_lost" | "bolna_answer_unreadable" | "bolna_server_error" | "worker_died" | "never_reached_bolna" | "placed_by_hand" | "not_placed_by_hand" | "late_execution" | "answered" | "completed_without_talk" | "voicemail" | "disconnected" | "no_answer" | "rejected" | "busy" | "number_invalid" | "failed" | "error" | "canceled" | "stopped" | "queued_too_long" | "balance_low" | "lost" | "number_special" | "country_not_enabled" | "opted_out" | "suppressed_org" | "suppressed_global" | "registry_listed" | "registry_check_stale" | "consent_missing" | "consent_expired" | "consent_revoked" | "consent_scope" | "refusal_period" | "purpose_missing" | "agent_opening_missing" | "outside_intersection" | "zone_unknown" | "zone_too_wide" | "closing_soon" | "weekday_closed" | "holiday" | "holiday_data_missing" | "blackout" | "cap_number" | "cap_subject" | "min_gap" | "talk_quiet_period" | "retry_wait" | "attempts_exhausted" | "missed" | "outcome_unknown" | "campaign_cancelled" | "campaign_paused" | "pace" | "restored";
                sentence: string;
                count: number;
            }[];
            /**
             * Format: date-time
             * @description When the first call begins.
             * @example 2026-12-01T04:30:00.000Z
             */
            first_at: string | null;
            /**
             * Format: date-time
             * @description When the last one begins, most likely.
             * @example 2026-12-01T04:30:00.000Z
             */
            last_at: string | null;
            forecast: components["schemas"]["Forecast"];
            /** @description Calls by the hour of the organisation's clock in which they begin; hours without any are left out. */
            by_hour: {
                /**
                 * Format: date-time
                 * @example 2026-12-01T04:30:00.000Z
                 */
                hour: string;
                calls: number;
            }[];
            warnings: {
                /** @enum {string} */
                code: "deferred_by_caps" | "predicted_holiday" | "zone_unknown";
                sentence: string;
                count: number;
            }[];
            /** @description Whoever starts it sends `confirm`: the number will_call. True above 200. */
            needs_confirmation: boolean;
        };
        /** @description What is to be expected, from the organisation's calls of the last ninety days. */
        Forecast: {
            /**
             * Format: date-time
             * @description By when all calls, also those that are tried again, are over in one case of two. Null: nobody is called.
             * @example 2026-12-01T04:30:00.000Z
             */
            p50_end: string | null;
            /**
             * Format: date-time
             * @description The same in nine cases of ten.
             * @example 2026-12-01T04:30:00.000Z
             */
            p90_end: string | null;
            /**
             * Format: date-time
             * @description By when nine contacts of ten are over with.
             * @example 2026-12-01T04:30:00.000Z
             */
            most_done_at: string | null;
            /** @description Attempts, with those that are tried again. */
            calls: number;
            /** @description For how long lines are in use, added up. */
            line_hours: number;
            /** @description From here to cost_cents_high in nine cases of ten. */
            cost_cents_low: number;
            cost_cents_high: number;
        };
        /**
         * @example {
         *       "calls_per_minute": 20
         *     }
         */
        CampaignChanges: {
            /** @example Check-ups of the spring */
            name?: string;
            /**
             * Format: uuid
             * @description The organisation's agent that speaks.
             */
            agent_id?: string;
            /**
             * @description What its calls are for. Left out: the organisation's default_purpose.
             * @enum {string}
             */
            purpose?: "marketing" | "service" | "health_reminder" | "survey" | "collection" | "emergency";
            /** @default follow_up */
            call_topic?: string;
            /**
             * @default en-IN
             * @example en-IN
             */
            call_language?: string;
            /**
             * Format: date-time
             * @description Null: when it is started.
             * @example 2026-12-01T10:00:00+05:30
             */
            starts_at?: string | null;
            /**
             * Format: date-time
             * @description The deadline of its calls. Null: it ends when everybody was called.
             * @example 2026-12-01T10:00:00+05:30
             */
            ends_at?: string | null;
            /** @description First calls a minute. Null: evenly spread until ends_at, and without that as fast as its lines allow. */
            calls_per_minute?: number | null;
            /** @description Its calls under way at once. Null: as many as the organisation's lines leave to campaigns. */
            max_concurrent_calls?: number | null;
            /**
             * @description Among the organisation's campaigns: 9 gets the most lines, 1 the fewest.
             * @default 5
             */
            priority?: number;
            retry_policy?: components["schemas"]["RetryPolicy"];
            /**
             * @description Call each contact at the open hours at which people were found to answer.
             * @default false
             */
            best_time?: boolean;
        };
        AudienceProgress: {
            /** @enum {string} */
            source: "csv" | "contacts" | "rule" | "list";
            /**
             * @description stopped: no piece of it came for two minutes; failed: a list of HubSpot of which problem says why. Nothing of either is kept.
             * @enum {string}
             */
            state: "running" | "stopped" | "loaded" | "failed";
            /** @description Of a list what HubSpot says of its size, until all of it is read. */
            rows_total: number;
            rows_read: number;
            /** @description By the pace so far, while it runs. */
            seconds_left: number | null;
            accepted: number | null;
            already_there: number | null;
            duplicates: number | null;
            rejected_count: number | null;
            rejected: {
                /** @description Of the file, the header being the first; or the place in contact_ids. */
                line: number;
                /** @example phone */
                field: string;
                /**
                 * @description For machines. An audience that was loaded by an earlier version has none.
                 * @enum {string}
                 */
                code?: "required" | "empty" | "wrong_type" | "not_taken" | "not_a_choice" | "too_long" | "too_small" | "too_large" | "too_few" | "too_many" | "not_whole" | "unreadable" | "bad_form" | "not_an_id" | "not_a_time" | "not_a_time_of_day" | "not_a_day" | "not_a_zone" | "not_a_language" | "not_a_country" | "not_a_property" | "not_an_address" | "address_private" | "phone_missing" | "phone_without_country" | "phone_not_valid" | "phone_extension" | "phone_special" | "phone_unread" | "phone_error_value" | "phone_below_zero" | "phone_several" | "phone_lost_digits" | "in_past" | "in_future" | "too_far" | "too_early" | "ends_too_soon" | "range_too_long" | "no_longer_bookable" | "nothing_sent" | "needed_here" | "not_needed_here" | "one_of_two" | "named_twice" | "out_of_range" | "agent_unusable" | "contact_do_not_call" | "number_do_not_call" | "unknown" | "nobody" | "no_such_column" | "row_too_wide" | "contact_unreadable" | "changed_meanwhile" | "misconfigured" | "not_right" | "rule_unknown" | "rule_is_law" | "loosening_endless" | "loosening_too_long";
                /** @example The phone number has lost digits: the spreadsheet rounded it. Format the column as text and enter it again. */
                reason: string;
            }[];
            /** Format: date-time */
            started_at: string;
            /** Format: date-time */
            finished_at: string | null;
            /** @description What a list waits for while it is running, or why it failed. */
            problem: {
                /** @enum {string} */
                code: "unreachable" | "slow_down" | "daily_limit" | "token_rejected" | "scope_missing" | "refused" | "unknown_list" | "not_connected" | "forbidden" | "campaign_running" | "campaign_over" | "too_many_contacts" | "nobody_to_call";
                reason: string;
                /**
                 * Format: date-time
                 * @description When it goes on by itself; null: it does not.
                 */
                next_try_at: string | null;
            } | null;
        } | null;
        AudiencePart: {
            contact_country?: string;
            rows: {
                line: number;
                /** @description Cells that may hold the number. */
                phones: string[];
                name: string;
                contact_id: string;
                time_zone: string;
                country: string;
            }[];
            rejected: {
                /** @description Of the file, the header being the first; or the place in contact_ids. */
                line: number;
                /** @example phone */
                field: string;
                /**
                 * @description For machines. An audience that was loaded by an earlier version has none.
                 * @enum {string}
                 */
                code?: "required" | "empty" | "wrong_type" | "not_taken" | "not_a_choice" | "too_long" | "too_small" | "too_large" | "too_few" | "too_many" | "not_whole" | "unreadable" | "bad_form" | "not_an_id" | "not_a_time" | "not_a_time_of_day" | "not_a_day" | "not_a_zone" | "not_a_language" | "not_a_country" | "not_a_property" | "not_an_address" | "address_private" | "phone_missing" | "phone_without_country" | "phone_not_valid" | "phone_extension" | "phone_special" | "phone_unread" | "phone_error_value" | "phone_below_zero" | "phone_several" | "phone_lost_digits" | "in_past" | "in_future" | "too_far" | "too_early" | "ends_too_soon" | "range_too_long" | "no_longer_bookable" | "nothing_sent" | "needed_here" | "not_needed_here" | "one_of_two" | "named_twice" | "out_of_range" | "agent_unusable" | "contact_do_not_call" | "number_do_not_call" | "unknown" | "nobody" | "no_such_column" | "row_too_wide" | "contact_unreadable" | "changed_meanwhile" | "misconfigured" | "not_right" | "rule_unknown" | "rule_is_law" | "loosening_endless" | "loosening_too_long";
                /** @example The phone number has lost digits: the spreadsheet rounded it. Format the column as text and enter it again. */
                reason: string;
            }[];
        } | {
            first_place: number;
            contact_ids: string[];
        };
        /**
         * @example {
         *       "contact_phone": "+919876543210"
         *     }
         */
        CampaignTestCall: {
            /**
             * @description Of whoever tries it: E.164, unless contact_country is sent.
             * @example +919876543210
             */
            contact_phone: string;
            /**
             * @description ISO 3166; needed unless the number is in international format.
             * @example IN
             */
            contact_country?: string;
            /** @description The contact whose name the agent says, by its position as the contacts of the campaign have it. Left out: the first. */
            position?: number;
        };
        CampaignStart: {
            /**
             * Format: uuid
             * @description The dry run that was seen.
             */
            dry_run_id: string;
            /** @description Its will_call, where it says needs_confirmation. */
            confirm?: number | null;
        };
        CampaignReason: {
            /**
             * @description Why, for whoever reads it later.
             * @example Wrong list
             */
            reason: string;
        };
        CampaignContact: {
            /** Format: uuid */
            id: string;
            /** @description In which order they are called, and the row of the file. */
            position: number;
            contact_id: string | null;
            contact_name: string;
            /**
             * @description The last four digits.
             * @example ••••3210
             */
            contact_phone: string | null;
            /** @enum {string} */
            state: "waiting" | "scheduled" | "in_progress" | "completed" | "failed" | "cancelled" | "excluded";
            /**
             * @description Why it is not called, or what its last call came to.
             * @enum {string|null}
             */
            code: "allowed" | "all_calling_paused" | "organisation_paused" | "inactive" | "agent_inactive" | "outside_window" | "number_busy" | "no_free_line" | "dial_quota" | "due" | "not_due" | "rule_inactive" | "rule_deleted" | "hubspot_disconnected" | "contact_removed" | "contact_changed" | "contact_unreadable" | "broken" | "do_not_call" | "phone_missing" | "phone_invalid" | "phone_special" | "checkup_missing" | "checkup_unreadable" | "checkup_in_future" | "checkup_done" | "conditions_not_met" | "already_called" | "number_planned" | "number_shared" | "daily_limit" | "cancelled_by_user" | "bolna_agent_unset" | "phone_key_missing" | "phone_key_wrong" | "phone_record_invalid" | "claim_lost" | "worker_stalled" | "bolna_unreachable" | "bolna_rate_limit" | "bolna_refused" | "number_not_verified" | "bolna_credentials" | "bolna_payment" | "bolna_agent_unknown" | "bolna_from_number" | "bolna_timeout" | "bolna_connection_lost" | "bolna_answer_unreadable" | "bolna_server_error" | "worker_died" | "never_reached_bolna" | "placed_by_hand" | "not_placed_by_hand" | "late_execution" | "answered" | "completed_without_talk" | "voicemail" | "disconnected" | "no_answer" | "rejected" | "busy" | "number_invalid" | "failed" | "error" | "canceled" | "stopped" | "queued_too_long" | "balance_low" | "lost" | "number_special" | "country_not_enabled" | "opted_out" | "suppressed_org" | "suppressed_global" | "registry_listed" | "registry_check_stale" | "consent_missing" | "consent_expired" | "consent_revoked" | "consent_scope" | "refusal_period" | "purpose_missing" | "agent_opening_missing" | "outside_intersection" | "zone_unknown" | "zone_too_wide" | "closing_soon" | "weekday_closed" | "holiday" | "holiday_data_missing" | "blackout" | "cap_number" | "cap_subject" | "min_gap" | "talk_quiet_period" | "retry_wait" | "attempts_exhausted" | "missed" | "outcome_unknown" | "campaign_cancelled" | "campaign_paused" | "pace" | "restored" | null;
            /**
             * Format: uuid
             * @description Its call, once its turn has come.
             */
            schedule_id: string | null;
            decision: components["schemas"]["Decision"] & (Record<string, never> | null);
            /** Format: date-time */
            ended_at: string | null;
        };
        /** @description How many contacts of a campaign are left, hour by hour, beside what was foreseen. */
        BurnDown: {
            total: number;
            /** @description Each hour in which contacts were over with, and how many were left at its end. */
            hours: {
                /** Format: date-time */
                hour: string;
                left: number;
            }[];
            /** @description What the dry run said that it was started with: over by then in one case of two, and in nine of ten. */
            foreseen: {
                will_call: number;
                /** @description Calls that begin in an hour. */
                by_hour: {
                    /** Format: date-time */
                    hour: string;
                    calls: number;
                }[];
                /** Format: date-time */
                p50_end: string | null;
                /** Format: date-time */
                p90_end: string | null;
            } | null;
        };
        /** @description What the latest restore of the database means for the organisation. */
        Recovery: {
            /**
             * Format: date-time
             * @description The moment to which the database was brought back.
             */
            backup_taken_at: string;
            /** Format: date-time */
            restored_at: string;
            /**
             * @description adopting: nothing is called; what Bolna called since the backup is being read from its lists, and then the operator lets calling go on. waiting: for an admin's word on what missed and rung count. over: nothing waits.
             * @enum {string}
             */
            state: "adopting" | "waiting" | "over";
            /** @description Calls that were made after the backup and are known again, with how they ended. */
            adopted: number;
            /** @description Of these, calls that were booked after the backup: written down anew by Bolna's record. */
            unknown: number;
            /** @description Calls that wait, since their time passed meanwhile. */
            missed: number;
            /** @description Numbers that wait, since they were called after the backup by an unknown call. */
            rung: number;
            /**
             * Format: date-time
             * @description When an admin said what becomes of them.
             */
            released_at: string | null;
        } | null;
        Suppression: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            org_id: string;
            /**
             * @description Its last four digits alone; of what was heard in a call, none.
             * @example ••••3210
             */
            contact_phone: string;
            /**
             * @description What the number is not called for. all: nothing; marketing: marketing and surveys; topic: that topic.
             * @enum {string}
             */
            scope: "all" | "marketing" | "topic";
            topic: string | null;
            /** @description Of a wrong number: it is not called for this contact. Null: for nobody. */
            contact_id: string | null;
            reason: string;
            /**
             * @description user and import: the organisation's own list. The others are the person's own word, in or after a call.
             * @enum {string}
             */
            source: "user" | "import" | "operator" | "transcript" | "extracted_data" | "agent_tool" | "silent_refusal";
            /**
             * Format: uuid
             * @description The call in which the person asked.
             */
            schedule_id: string | null;
            /** @description What was found in the call; never what was said. */
            evidence: string | null;
            /** @description A person should look whether this was meant. It holds until then. */
            needs_review: boolean;
            /** Format: uuid */
            added_by: string | null;
            /**
             * Format: date-time
             * @example 2026-12-01T04:30:00Z
             */
            added_at: string;
            /**
             * Format: date-time
             * @example 2026-12-01T04:30:00Z
             */
            expires_at: string | null;
            /**
             * Format: date-time
             * @example 2026-12-01T04:30:00Z
             */
            removed_at: string | null;
            /** Format: uuid */
            removed_by: string | null;
            removed_reason: string | null;
        };
        /**
         * @example {
         *       "contact_phone": "+919876543210"
         *     }
         */
        NumberToFind: {
            /** @example +919876543210 */
            contact_phone: string;
            /**
             * @description ISO 3166; needed unless the number is in international format.
             * @example IN
             */
            contact_country?: string;
            /**
             * @description true: those that were lifted, not those that hold.
             * @default false
             */
            removed?: boolean;
        };
        /**
         * @example {
         *       "contact_phone": "+919876543210",
         *       "scope": "marketing",
         *       "reason": "Asked by letter"
         *     }
         */
        NewSuppression: {
            /** @example +919876543210 */
            contact_phone: string;
            /**
             * @description ISO 3166; needed unless the number is in international format.
             * @example IN
             */
            contact_country?: string;
            /**
             * @default all
             * @enum {string}
             */
            scope?: "all" | "marketing" | "topic";
            /** @description With scope topic: the call_topic that is not called about. */
            topic?: string;
            /** @description Only calls for this contact are held: the number is not theirs. */
            contact_id?: string;
            /**
             * @default No reason was given.
             * @example Asked by letter
             */
            reason?: string;
            /**
             * Format: date-time
             * @description Left out: for ever.
             * @example 2026-12-01T10:00:00+05:30
             */
            expires_at?: string;
        };
        SuppressionRemoval: {
            /** @example Entered for the wrong number */
            reason: string;
        };
        Consent: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            org_id: string;
            /**
             * @description Its last four digits alone.
             * @example ••••3210
             */
            contact_phone: string;
            contact_id: string;
            contact_name: string | null;
            relation: string | null;
            /** @enum {string} */
            kind: "express" | "express_written" | "imported_unproven";
            purposes: ("marketing" | "service" | "health_reminder" | "survey" | "collection" | "emergency")[];
            artificial_voice: boolean;
            /**
             * Format: date-time
             * @example 2026-12-01T04:30:00Z
             */
            obtained_at: string;
            source: string;
            wording: string | null;
            wording_version: string | null;
            language: string | null;
            /**
             * Format: date-time
             * @example 2026-12-01T04:30:00Z
             */
            valid_until: string;
            evidence: string | null;
            /** Format: uuid */
            added_by: string | null;
            /**
             * Format: date-time
             * @example 2026-12-01T04:30:00Z
             */
            added_at: string;
            /**
             * Format: date-time
             * @example 2026-12-01T04:30:00Z
             */
            revoked_at: string | null;
            revoked_via: string | null;
            revoked_reason: string | null;
            /** Format: uuid */
            revoked_by: string | null;
        };
        /**
         * @example {
         *       "contact_phone": "+919876543210"
         *     }
         */
        ConsentNumber: {
            /** @example +919876543210 */
            contact_phone: string;
            /**
             * @description ISO 3166; needed unless the number is in international format.
             * @example IN
             */
            contact_country?: string;
        };
        /**
         * @example {
         *       "contact_phone": "+919876543210",
         *       "contact_id": "501",
         *       "contact_name": "Asha Rao",
         *       "kind": "express_written",
         *       "purposes": [
         *         "marketing"
         *       ],
         *       "artificial_voice": true,
         *       "obtained_at": "2026-11-20T10:00:00+05:30",
         *       "source": "web form",
         *       "wording": "I agree to be called by an automated voice about offers of Acme Clinics."
         *     }
         */
        NewConsent: {
            /** @example +919876543210 */
            contact_phone: string;
            /**
             * @description ISO 3166; needed unless the number is in international format.
             * @example IN
             */
            contact_country?: string;
            /** @description A consent holds for this contact at this number. */
            contact_id: string;
            /** @description The name that was given with it. */
            contact_name?: string;
            /**
             * @description Who gave it: self, guardian.
             * @example self
             */
            relation?: string;
            /**
             * @description express_written needs its wording. imported_unproven, which nobody can show, is never enough where a consent is needed.
             * @enum {string}
             */
            kind: "express" | "express_written" | "imported_unproven";
            purposes: ("marketing" | "service" | "health_reminder" | "survey" | "collection" | "emergency")[];
            /**
             * @description Calls by an artificial voice were named. Ours are such.
             * @default false
             */
            artificial_voice?: boolean;
            /**
             * Format: date-time
             * @example 2026-12-01T10:00:00+05:30
             */
            obtained_at: string;
            /**
             * @description How it was given: web form, paper, spoken, CRM.
             * @example web form
             */
            source: string;
            /** @description What was agreed to, word for word. */
            wording?: string;
            wording_version?: string;
            /** @example en-IN */
            language?: string;
            /**
             * Format: date-time
             * @description Left out: 24 months from obtained_at.
             * @example 2026-12-01T10:00:00+05:30
             */
            valid_until?: string;
            /** @description Where the proof lies: a path, a recording, a checksum. */
            evidence?: string;
        };
        ConsentRevocation: {
            /**
             * @description How the person withdrew it.
             * @example phone call
             */
            via: string;
            reason?: string;
        };
        Contact: {
            /**
             * @description The record's id in HubSpot.
             * @example 501
             */
            contact_id: string;
            contact_name: string;
            /**
             * @description E.164 for admins; for others masked to its last four digits. Null without a number that can be dialled.
             * @example ••••3210
             */
            contact_phone: string | null;
            /** Format: date */
            last_checkup_date: string | null;
            /**
             * @description An IANA name.
             * @example Asia/Kolkata
             */
            time_zone: string | null;
            language: string | null;
            /** @description The owner's id in HubSpot. */
            owner_id: string | null;
            do_not_call: boolean;
            /** @description What stands in the way of calling. */
            problems: ("broken" | "do_not_call" | "phone_missing" | "phone_invalid" | "phone_special" | "phone_shared" | "checkup_missing" | "checkup_unreadable" | "checkup_in_future")[];
            /** @description Of a broken record: why it could not be taken as it is. */
            problem: string | null;
            /** @description What custom conditions look at. */
            properties: {
                [key: string]: unknown;
            };
            /**
             * Format: date-time
             * @example 2026-12-01T04:30:00Z
             */
            hubspot_modified_at: string | null;
            /**
             * Format: date-time
             * @description When what is cached changed last.
             * @example 2026-12-01T04:30:00Z
             */
            synced_at: string;
        };
        ExportedPerson: {
            /** @description As they were last read from HubSpot, with the number. */
            contacts: {
                [key: string]: unknown;
            }[];
            /** @description Each with its number, attempts, events, decisions and what HubSpot was told. */
            call_schedules: {
                [key: string]: unknown;
            }[];
            suppressions: {
                [key: string]: unknown;
            }[];
            /** @description With the wording that was agreed to. */
            consents: {
                [key: string]: unknown;
            }[];
            /** @description Where the person stands or stood in a campaign. */
            campaigns: {
                [key: string]: unknown;
            }[];
            /** @description What endpoints were told. */
            webhook_deliveries: {
                [key: string]: unknown;
            }[];
            /** @description Who changed what of it. */
            audit: {
                [key: string]: unknown;
            }[];
        };
        Erasure: {
            /**
             * Format: uuid
             * @description The row of the trail that tells of it has it as row_id.
             */
            id: string;
            /** Format: date-time */
            erased_at: string;
            /** @description Calls of which times, outcome and cost are left. */
            calls: number;
            /** @description Calls that waited, and were cancelled first. */
            cancelled: number;
            contacts: number;
            /** @description They hold on: by the number's hash, which they keep. */
            suppressions: number;
            /** @description Withdrawn; their kind and times are left. */
            consents: number;
            campaign_contacts: number;
            /** @description Rows of the trail out of which what was personal was taken. */
            audit_rows: number;
            /** @description The calls at Bolna, which has records of its own: have it erase those. */
            bolna_call_ids: string[];
        };
        ErasureOfContact: {
            /**
             * @description Why, for the trail, where it stays: without the person's name.
             * @example Asked by letter
             */
            reason: string;
        };
        NumberOfPerson: {
            /** @example +919876543210 */
            contact_phone: string;
            /**
             * @description ISO 3166; needed unless the number is in international format.
             * @example IN
             */
            contact_country?: string;
        };
        ErasureOfNumber: {
            /** @example +919876543210 */
            contact_phone: string;
            /**
             * @description ISO 3166; needed unless the number is in international format.
             * @example IN
             */
            contact_country?: string;
            /**
             * @description Why, for the trail, where it stays: without the person's name.
             * @example Asked by letter
             */
            reason: string;
        };
        HubspotIntegration: {
            connected: boolean;
            /** @description It has a token of its own. */
            token_set: boolean;
            /** @description It goes by HUBSPOT_API_KEY of the deployment. */
            uses_default_token: boolean;
            /** @description Known after a test or a reading. */
            portal_id: string | null;
            checkup_property: string;
            phone_property: string;
            mobile_property: string | null;
            time_zone_property: string | null;
            language_property: string | null;
            owner_property: string | null;
            do_not_call_property: string | null;
            default_country: string | null;
            portal_time_zone: string | null;
            write_back_enabled: boolean;
            last_call_date_property: string | null;
            last_call_outcome_property: string | null;
            call_summary_property: string | null;
            /** @enum {string} */
            state: "not_connected" | "untested" | "ok" | "token_missing" | "token_rejected" | "scope_missing" | "property_missing" | "property_type_wrong" | "daily_limit" | "unreachable";
            /** @description A sentence for a person. */
            state_detail: string | null;
            /**
             * Format: date-time
             * @example 2026-12-01T04:30:00Z
             */
            state_at: string | null;
            /**
             * Format: date-time
             * @example 2026-12-01T04:30:00Z
             */
            next_sync_at: string | null;
            /**
             * Format: date-time
             * @description What changed in HubSpot until then is read.
             * @example 2026-12-01T04:30:00Z
             */
            synced_until: string | null;
            last_sync: components["schemas"]["ContactSync"];
        };
        ContactSync: {
            /** @enum {string} */
            kind: "full" | "changes";
            /** @enum {string} */
            state: "running" | "completed" | "failed";
            /**
             * Format: date-time
             * @example 2026-12-01T04:30:00Z
             */
            started_at: string;
            /**
             * Format: date-time
             * @example 2026-12-01T04:30:00Z
             */
            finished_at: string | null;
            contacts_read: number;
            /** @description While all contacts are read: how many the last whole reading found; null: nobody knows how many come. */
            contacts_total: number | null;
            /** @description By the pace so far, while it runs. */
            seconds_left: number | null;
            contacts_changed: number;
            contacts_broken: number;
            contacts_removed: number;
            /** @enum {string|null} */
            reason_code: "superseded" | "disconnected" | "continued" | "unreachable" | "unclear" | "slow_down" | "daily_limit" | "token_rejected" | "scope_missing" | "not_found" | "refused" | "locked" | "moved" | "token_missing" | "property_missing" | "property_type_wrong" | null;
            reason: string | null;
        } | null;
        /**
         * @example {
         *       "token": "pat-na1-00000000-0000-4000-8000-000000000000",
         *       "checkup_property": "last_checkup_date",
         *       "default_country": "IN",
         *       "write_back_enabled": true
         *     }
         */
        HubspotConnectionChanges: {
            /** @description A service key or private-app token. Kept in Vault and never given back. */
            token?: string;
            /**
             * @description With the day of the last check-up.
             * @example last_checkup_date
             */
            checkup_property?: string;
            /** @example last_checkup_date */
            phone_property?: string;
            /**
             * @description Preferred to phone_property where it is filled.
             * @example last_checkup_date
             */
            mobile_property?: string | null;
            /** @example last_checkup_date */
            time_zone_property?: string | null;
            /** @example last_checkup_date */
            language_property?: string | null;
            /** @example last_checkup_date */
            owner_property?: string | null;
            /**
             * @description Whoever has it set is never called. null: there is none.
             * @example last_checkup_date
             */
            do_not_call_property?: string | null;
            /**
             * @description How a number without a country code is read; null: by the contact's own country.
             * @example IN
             */
            default_country?: string | null;
            /**
             * @description In which the day of a date-time is read; null: the organisation's.
             * @example Asia/Kolkata
             */
            portal_time_zone?: string | null;
            /** @description Whether calls are written back to HubSpot. */
            write_back_enabled?: boolean;
            /**
             * @description Written after each call; null: not.
             * @example last_checkup_date
             */
            last_call_date_property?: string | null;
            /** @example last_checkup_date */
            last_call_outcome_property?: string | null;
            /** @example last_checkup_date */
            call_summary_property?: string | null;
        };
        HubspotCheck: {
            /** @example contacts_write */
            name: string;
            ok: boolean;
            /**
             * @description For machines. hidden: HubSpot does not show it, and it is not needed; optional_missing: HubSpot has no such property, and all else works; else what is wrong.
             * @enum {string}
             */
            code: "ok" | "hidden" | "optional_missing" | "token_missing" | "token_rejected" | "scope_missing" | "property_missing" | "property_type_wrong" | "daily_limit" | "unreachable";
            /** @description A sentence for a person. */
            says: string;
        };
        OutboxEntry: {
            /**
             * Format: uuid
             * @description Also the engagement's external id in HubSpot.
             */
            id: string;
            /** Format: uuid */
            schedule_id: string;
            /** Format: uuid */
            attempt_id: string;
            /** @description The contact's id in HubSpot. */
            contact_id: string;
            /**
             * @description unknown: HubSpot may have it, it is looked for. dead: HubSpot refuses it; it can be sent again.
             * @enum {string}
             */
            state: "pending" | "sending" | "unknown" | "sent" | "dead";
            /** @description The call's id in HubSpot; null until it is there. */
            engagement_id: string | null;
            tries: number;
            /**
             * Format: date-time
             * @example 2026-12-01T04:30:00Z
             */
            next_try_at: string;
            /** @enum {string|null} */
            reason_code: "hubspot_unreachable" | "hubspot_unclear" | "hubspot_slow_down" | "hubspot_daily_limit" | "hubspot_token_rejected" | "hubspot_scope_missing" | "hubspot_moved" | "hubspot_locked" | "engagement_unclear" | "write_back_off" | "token_missing" | "hubspot_refused" | "contact_missing" | "property_missing" | "given_up" | null;
            /** @description Why it was not taken, for a person. */
            reason: string | null;
            /**
             * Format: date-time
             * @example 2026-12-01T04:30:00Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @example 2026-12-01T04:30:00Z
             */
            updated_at: string;
            /**
             * Format: date-time
             * @example 2026-12-01T04:30:00Z
             */
            sent_at: string | null;
        };
        Health: {
            /** @description Calls could be dialled, and nobody comes to do it. */
            stalled: boolean;
            calling: {
                is_on: boolean;
                /**
                 * @description null: a person has paused it.
                 * @enum {string|null}
                 */
                paused_code: "allowed" | "all_calling_paused" | "organisation_paused" | "inactive" | "agent_inactive" | "outside_window" | "number_busy" | "no_free_line" | "dial_quota" | "due" | "not_due" | "rule_inactive" | "rule_deleted" | "hubspot_disconnected" | "contact_removed" | "contact_changed" | "contact_unreadable" | "broken" | "do_not_call" | "phone_missing" | "phone_invalid" | "phone_special" | "checkup_missing" | "checkup_unreadable" | "checkup_in_future" | "checkup_done" | "conditions_not_met" | "already_called" | "number_planned" | "number_shared" | "daily_limit" | "cancelled_by_user" | "bolna_agent_unset" | "phone_key_missing" | "phone_key_wrong" | "phone_record_invalid" | "claim_lost" | "worker_stalled" | "bolna_unreachable" | "bolna_rate_limit" | "bolna_refused" | "number_not_verified" | "bolna_credentials" | "bolna_payment" | "bolna_agent_unknown" | "bolna_from_number" | "bolna_timeout" | "bolna_connection_lost" | "bolna_answer_unreadable" | "bolna_server_error" | "worker_died" | "never_reached_bolna" | "placed_by_hand" | "not_placed_by_hand" | "late_execution" | "answered" | "completed_without_talk" | "voicemail" | "disconnected" | "no_answer" | "rejected" | "busy" | "number_invalid" | "failed" | "error" | "canceled" | "stopped" | "queued_too_long" | "balance_low" | "lost" | "number_special" | "country_not_enabled" | "opted_out" | "suppressed_org" | "suppressed_global" | "registry_listed" | "registry_check_stale" | "consent_missing" | "consent_expired" | "consent_revoked" | "consent_scope" | "refusal_period" | "purpose_missing" | "agent_opening_missing" | "outside_intersection" | "zone_unknown" | "zone_too_wide" | "closing_soon" | "weekday_closed" | "holiday" | "holiday_data_missing" | "blackout" | "cap_number" | "cap_subject" | "min_gap" | "talk_quiet_period" | "retry_wait" | "attempts_exhausted" | "missed" | "outcome_unknown" | "campaign_cancelled" | "campaign_paused" | "pace" | "restored" | null;
                paused_reason: string | null;
                /**
                 * Format: date-time
                 * @example 2026-12-01T04:30:00Z
                 */
                paused_at: string | null;
            };
            lines: {
                in_use: number;
                most: number;
            };
            calls: {
                /** @description They wait since their time. */
                due: number;
                /** @description How long the first of them has waited. */
                oldest_due_seconds: number | null;
                /** @description Nobody knows yet whether they were made. */
                unknown: number;
            };
            /** @description null: not connected. */
            hubspot: {
                /** @enum {string} */
                state: "untested" | "ok" | "token_missing" | "token_rejected" | "scope_missing" | "property_missing" | "property_type_wrong" | "daily_limit" | "unreachable";
                /**
                 * Format: date-time
                 * @description When the latest complete reading began.
                 * @example 2026-12-01T04:30:00Z
                 */
                read_at: string | null;
                /** @description To be written back, at most 1000. */
                waiting: number;
                /** @description HubSpot refuses them, at most 1000. */
                dead: number;
            } | null;
            webhooks: {
                well: number;
                failing: number;
                off: number;
                /** @description To be told. */
                waiting: number;
                /** @description Given up within the last four days, at most 1000. */
                dead: number;
            };
            /** @description How many are open. */
            alerts: {
                critical: number;
                warning: number;
            };
            /** @description A key of phone numbers is being changed; null: none is. */
            key_rotation: {
                /**
                 * @description waiting: numbers do not move yet; left_over: what has nothing but a hash moves when its number is seen.
                 * @enum {string}
                 */
                state: "waiting" | "walking" | "left_over";
                /** @description Of the numbers of the whole system. */
                percent: number;
                /** @description About; null: not known. */
                seconds_left: number | null;
            } | null;
        };
        Alert: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            code: "sweep_stalled" | "worker_wedged" | "cron_failing" | "retention_behind" | "database_large" | "phone_key_wrong" | "look_failing" | "sealing_behind" | "calls_late" | "calls_unknown" | "failure_rate" | "no_answer_rate" | "wallet_empty" | "bolna_rejected" | "hubspot_rejected" | "write_back_dead" | "webhook_dead" | "webhook_switched_off";
            /** @description Which of several such things, as an endpoint's id; else empty. */
            subject: string;
            /**
             * @description critical: calls are not made. warning: something wants a person, and calls go on.
             * @enum {string}
             */
            severity: "critical" | "warning";
            /** @enum {string} */
            state: "open" | "resolved";
            /** @example A call that is due has waited for 900 seconds. */
            sentence: string;
            /** @description What was held against the threshold, when it was raised. */
            value: number | null;
            threshold: number | null;
            /** @description What belongs to the code. */
            data: {
                [key: string]: unknown;
            };
            /**
             * Format: date-time
             * @example 2026-12-01T04:30:00Z
             */
            raised_at: string;
            /**
             * Format: date-time
             * @example 2026-12-01T04:30:00Z
             */
            resolved_at: string | null;
        };
        AlertSetting: {
            /** @enum {string} */
            code: "sweep_stalled" | "worker_wedged" | "cron_failing" | "retention_behind" | "database_large" | "phone_key_wrong" | "look_failing" | "sealing_behind" | "calls_late" | "calls_unknown" | "failure_rate" | "no_answer_rate" | "wallet_empty" | "bolna_rejected" | "hubspot_rejected" | "write_back_dead" | "webhook_dead" | "webhook_switched_off";
            /**
             * @description critical: calls are not made. warning: something wants a person, and calls go on.
             * @enum {string}
             */
            severity: "critical" | "warning";
            /**
             * @description Of the thresholds. seconds: from 1. calls, events: whole ones, from 1. share: of the last hour's calls, above 0 and at most 1. at_once: 1, there is nothing to count.
             * @enum {string}
             */
            unit: "seconds" | "gigabytes" | "runs" | "organizations" | "calls" | "events" | "share" | "at_once";
            /** @description From when on it is told, in the code's unit; null: never. */
            threshold: number | null;
            /** @description The operator's. */
            default_threshold: number | null;
            /** @description The operator's holds. */
            is_default: boolean;
            /**
             * Format: date-time
             * @description When the organisation set its own; null while the operator's holds.
             * @example 2026-12-01T04:30:00Z
             */
            updated_at: string | null;
        };
        Webhook: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            org_id: string;
            /** @example https://hooks.example.com/calls */
            url: string;
            events: ("call.completed" | "call.failed" | "call.cancelled" | "call.attention" | "campaign.state_changed" | "number.opted_out" | "alert.raised" | "alert.resolved" | "webhook.test")[];
            description: string | null;
            /** @description false: nothing is told to it, and nothing is kept for it. */
            is_active: boolean;
            /**
             * @description Why it is off. gone: it answered 410. failing: nothing reached it for five days.
             * @enum {string|null}
             */
            off_code: "by_hand" | "gone" | "failing" | null;
            /**
             * Format: date-time
             * @description Nothing has reached it since then.
             * @example 2026-12-01T04:30:00Z
             */
            failing_since: string | null;
            /** @description Tries in a row that did not reach it. */
            failures: number;
            /**
             * Format: date-time
             * @description While it fails it is not tried before.
             * @example 2026-12-01T04:30:00Z
             */
            held_until: string;
            /**
             * Format: date-time
             * @description Until then the secret before this one signs too.
             * @example 2026-12-01T04:30:00Z
             */
            old_secret_until: string | null;
            /**
             * Format: date-time
             * @example 2026-12-01T04:30:00Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @example 2026-12-01T04:30:00Z
             */
            updated_at: string;
        };
        /**
         * @example {
         *       "url": "https://hooks.example.com/calls",
         *       "events": [
         *         "call.completed",
         *         "call.failed"
         *       ]
         *     }
         */
        NewWebhook: {
            /**
             * Format: uri
             * @description https, and on a public address.
             * @example https://hooks.example.com/calls
             */
            url: string;
            /** @description What it is told. */
            events: ("call.completed" | "call.failed" | "call.cancelled" | "call.attention" | "campaign.state_changed" | "number.opted_out" | "alert.raised" | "alert.resolved")[];
            /** @description For people. */
            description?: string | null;
        };
        /**
         * @example {
         *       "events": [
         *         "call.attention"
         *       ]
         *     }
         */
        WebhookChanges: {
            /**
             * Format: uri
             * @description https, and on a public address.
             * @example https://hooks.example.com/calls
             */
            url?: string;
            /** @description What it is told. */
            events?: ("call.completed" | "call.failed" | "call.cancelled" | "call.attention" | "campaign.state_changed" | "number.opted_out" | "alert.raised" | "alert.resolved")[];
            /** @description For people. */
            description?: string | null;
            is_active?: boolean;
            /**
             * @description Makes a new secret, and gives it. The old one signs beside it for a day.
             * @enum {boolean}
             */
            rotate_secret?: true;
        };
        WebhookDelivery: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            webhook_id: string;
            /**
             * Format: uuid
             * @description The same at each try and replay; webhook-id is made of it.
             */
            event_id: string;
            /** @enum {string} */
            type: "call.completed" | "call.failed" | "call.cancelled" | "call.attention" | "campaign.state_changed" | "number.opted_out" | "alert.raised" | "alert.resolved" | "webhook.test";
            /**
             * Format: uuid
             * @description The call, number or campaign: told in the order in which it happened.
             */
            subject_id: string;
            data: {
                [key: string]: unknown;
            };
            /**
             * Format: date-time
             * @example 2026-12-01T04:30:00Z
             */
            occurred_at: string;
            /** @enum {string} */
            state: "pending" | "sending" | "delivered" | "dead";
            tries: number;
            /**
             * Format: date-time
             * @example 2026-12-01T04:30:00Z
             */
            next_try_at: string;
            /** @description What the endpoint answered last. */
            http_status: number | null;
            /** @enum {string|null} */
            reason_code: "refused" | "redirected" | "address_forbidden" | "unreachable" | "timed_out" | "gone" | "given_up" | null;
            reason: string | null;
            /** Format: uuid */
            replay_of: string | null;
            /**
             * Format: date-time
             * @example 2026-12-01T04:30:00Z
             */
            delivered_at: string | null;
            /**
             * Format: date-time
             * @example 2026-12-01T04:30:00Z
             */
            created_at: string;
        };
        AuditEntry: {
            /** @description Grows; also the row's in an exported trail. */
            id: number;
            /**
             * Format: date-time
             * @example 2026-12-01T04:30:00Z
             */
            occurred_at: string;
            /**
             * Format: uuid
             * @description The user; null: no user, but the machinery or an operator.
             */
            actor_id: string | null;
            /** @enum {string} */
            actor_kind: "user" | "service" | "operator";
            /** @enum {string} */
            action: "insert" | "update" | "delete" | "export" | "erase" | "reveal";
            /** @example call_schedules */
            table: string;
            /** @description Of the row in that table. */
            row_id: string;
            /**
             * @description By column: the value of a row that came or went, [before, after] of one that changed. Of a number or a name it says "private".
             * @example {
             *       "call_status": [
             *         "scheduled",
             *         "cancelled"
             *       ]
             *     }
             */
            changes: {
                [key: string]: unknown;
            };
        };
    };
    responses: {
        /** @description What was sent is malformed: a field is missing, of another type, too long or not known. */
        Error400: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description No access token, or one that is expired or not of this project. */
        Error401: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Your role in the organisation does not allow this. */
        Error403: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description It does not exist, or it is not yours: the two are not told apart. */
        Error404: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The state of what is asked for does not allow this, or the first request with this Idempotency-Key still runs. */
        Error409: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description It has changed since the updated_at in If-Match; of a call the answer has it as it stands now. */
        Error412: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The body is larger than 64 KB, or a file larger than 8 MB (an audience: 16 MB) or 50 000 rows. */
        Error413: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The body is not declared as application/json, or a file as text/csv. */
        Error415: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Understood, but not valid: a number that cannot exist, a time too far off, an unknown agent, a contact that is not to be called, a call that could never be made (code and decision say why), a rule that lacks what its type needs, or an Idempotency-Key that was used for another request. */
        Error422: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Too many requests: Retry-After says how many seconds to wait. Or all of the organisation's lines are in use. */
        Error429: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Something went wrong on our side. */
        Error500: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Bolna or HubSpot refused, with the reason. */
        Error502: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Not configured, switched off, paused, or the database or sign-in service does not answer. */
        Error503: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type Error = components['schemas']['Error'];
export type FieldProblem = components['schemas']['FieldProblem'];
export type Decision = components['schemas']['Decision'];
export type Pulse = components['schemas']['Pulse'];
export type Member = components['schemas']['Member'];
export type CallSchedule = components['schemas']['CallSchedule'];
export type NewCallSchedule = components['schemas']['NewCallSchedule'];
export type CallCounts = components['schemas']['CallCounts'];
export type BulkAnswer = components['schemas']['BulkAnswer'];
export type BulkChange = components['schemas']['BulkChange'];
export type Statistics = components['schemas']['Statistics'];
export type CheckupCompliance = components['schemas']['CheckupCompliance'];
export type CallAttempt = components['schemas']['CallAttempt'];
export type CallScheduleChanges = components['schemas']['CallScheduleChanges'];
export type ExecuteCallSchedule = components['schemas']['ExecuteCallSchedule'];
export type Resolution = components['schemas']['Resolution'];
export type HistoryEntry = components['schemas']['HistoryEntry'];
export type Agent = components['schemas']['Agent'];
export type AgentChanges = components['schemas']['AgentChanges'];
export type CallingPolicy = components['schemas']['CallingPolicy'];
export type NewCallingPolicy = components['schemas']['NewCallingPolicy'];
export type CallRule = components['schemas']['CallRule'];
export type NewCallRule = components['schemas']['NewCallRule'];
export type CustomCondition = components['schemas']['CustomCondition'];
export type RetryPolicy = components['schemas']['RetryPolicy'];
export type CallRuleChanges = components['schemas']['CallRuleChanges'];
export type RuleVerdict = components['schemas']['RuleVerdict'];
export type Campaign = components['schemas']['Campaign'];
export type CampaignCounts = components['schemas']['CampaignCounts'];
export type NewCampaign = components['schemas']['NewCampaign'];
export type CampaignProgress = components['schemas']['CampaignProgress'];
export type DryRun = components['schemas']['DryRun'];
export type Forecast = components['schemas']['Forecast'];
export type CampaignChanges = components['schemas']['CampaignChanges'];
export type AudienceProgress = components['schemas']['AudienceProgress'];
export type AudiencePart = components['schemas']['AudiencePart'];
export type CampaignTestCall = components['schemas']['CampaignTestCall'];
export type CampaignStart = components['schemas']['CampaignStart'];
export type CampaignReason = components['schemas']['CampaignReason'];
export type CampaignContact = components['schemas']['CampaignContact'];
export type BurnDown = components['schemas']['BurnDown'];
export type Recovery = components['schemas']['Recovery'];
export type Suppression = components['schemas']['Suppression'];
export type NumberToFind = components['schemas']['NumberToFind'];
export type NewSuppression = components['schemas']['NewSuppression'];
export type SuppressionRemoval = components['schemas']['SuppressionRemoval'];
export type Consent = components['schemas']['Consent'];
export type ConsentNumber = components['schemas']['ConsentNumber'];
export type NewConsent = components['schemas']['NewConsent'];
export type ConsentRevocation = components['schemas']['ConsentRevocation'];
export type Contact = components['schemas']['Contact'];
export type ExportedPerson = components['schemas']['ExportedPerson'];
export type Erasure = components['schemas']['Erasure'];
export type ErasureOfContact = components['schemas']['ErasureOfContact'];
export type NumberOfPerson = components['schemas']['NumberOfPerson'];
export type ErasureOfNumber = components['schemas']['ErasureOfNumber'];
export type HubspotIntegration = components['schemas']['HubspotIntegration'];
export type ContactSync = components['schemas']['ContactSync'];
export type HubspotConnectionChanges = components['schemas']['HubspotConnectionChanges'];
export type HubspotCheck = components['schemas']['HubspotCheck'];
export type OutboxEntry = components['schemas']['OutboxEntry'];
export type Health = components['schemas']['Health'];
export type Alert = components['schemas']['Alert'];
export type AlertSetting = components['schemas']['AlertSetting'];
export type Webhook = components['schemas']['Webhook'];
export type NewWebhook = components['schemas']['NewWebhook'];
export type WebhookChanges = components['schemas']['WebhookChanges'];
export type WebhookDelivery = components['schemas']['WebhookDelivery'];
export type AuditEntry = components['schemas']['AuditEntry'];
export type ResponseError400 = components['responses']['Error400'];
export type ResponseError401 = components['responses']['Error401'];
export type ResponseError403 = components['responses']['Error403'];
export type ResponseError404 = components['responses']['Error404'];
export type ResponseError409 = components['responses']['Error409'];
export type ResponseError412 = components['responses']['Error412'];
export type ResponseError413 = components['responses']['Error413'];
export type ResponseError415 = components['responses']['Error415'];
export type ResponseError422 = components['responses']['Error422'];
export type ResponseError429 = components['responses']['Error429'];
export type ResponseError500 = components['responses']['Error500'];
export type ResponseError502 = components['responses']['Error502'];
export type ResponseError503 = components['responses']['Error503'];
export type $defs = Record<string, never>;
export interface operations {
    getPulse: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the answer before. */
                "if-none-match"?: string;
            };
            path: {
                /** @description The organisation's short name. */
                org_slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How things stand. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                        pulse: components["schemas"]["Pulse"];
                    };
                };
            };
            /** @description As in the answer whose ETag was sent. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            404: components["responses"]["Error404"];
            413: components["responses"]["Error413"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    listMembers: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The organisation's short name. */
                org_slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Everybody. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                        members: components["schemas"]["Member"][];
                    };
                };
            };
            401: components["responses"]["Error401"];
            404: components["responses"]["Error404"];
            413: components["responses"]["Error413"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    listCallSchedules: {
        parameters: {
            query?: {
                /** @description Only calls that this agent makes. */
                agent_id?: string;
                /** @description Only calls of this campaign. */
                campaign_id?: string;
                /** @description Only calls that this rule planned. */
                rule_id?: string;
                /** @description Only calls to this contact. */
                contact_id?: string;
                /** @description scheduled_at not before this time; due_at, in a list sorted by it and where calls are counted. */
                from?: string;
                /** @description The same, not after this time. */
                to?: string;
                /** @description true: only calls that a person must look at. */
                attention?: boolean;
                /** @description Only calls to people whose name has this in it; or, of a whole number in international format, to it. It is not logged here; an address may be logged on its way. */
                q?: string;
                /** @description Only calls of this status, or of one of these. */
                status?: ("scheduled" | "in_progress" | "completed" | "failed" | "cancelled")[];
                /** @description In what order, then by id; with a minus the latest first. */
                sort?: "scheduled_at" | "due_at" | "-due_at" | "-updated_at";
                /** @description Entries in one page. */
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description The organisation's short name. */
                org_slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. next_cursor is null on the last. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                        schedules: components["schemas"]["CallSchedule"][];
                        /** @description Null on the last page. */
                        next_cursor: string | null;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            404: components["responses"]["Error404"];
            413: components["responses"]["Error413"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    createCallSchedule: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer again, with Idempotency-Replayed: true, for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The organisation's short name. */
                org_slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCallSchedule"];
            };
        };
        responses: {
            /** @description The schedule was created. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                        schedule: components["schemas"]["CallSchedule"];
                        decision: components["schemas"]["Decision"] & unknown;
                        message: string;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            413: components["responses"]["Error413"];
            415: components["responses"]["Error415"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    checkCallSchedule: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer again, with Idempotency-Replayed: true, for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The organisation's short name. */
                org_slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCallSchedule"];
            };
        };
        responses: {
            /** @description What the judge says. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                        decision: components["schemas"]["Decision"] & unknown;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            413: components["responses"]["Error413"];
            415: components["responses"]["Error415"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    checkCallScheduleDays: {
        parameters: {
            query: {
                /** @description The first day. */
                from: string;
                /** @description How many days from there on. */
                days?: number;
                /** @description Whose calendar the days are of. */
                zone: string;
            };
            header?: {
                /** @description The same key with the same request gets the first answer again, with Idempotency-Replayed: true, for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The organisation's short name. */
                org_slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCallSchedule"];
            };
        };
        responses: {
            /** @description The days. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                        closed: {
                            /** Format: date */
                            day: string;
                            /**
                             * @description Why, at the beginning of that day.
                             * @enum {string}
                             */
                            code: "allowed" | "all_calling_paused" | "organisation_paused" | "inactive" | "agent_inactive" | "outside_window" | "number_busy" | "no_free_line" | "dial_quota" | "due" | "not_due" | "rule_inactive" | "rule_deleted" | "hubspot_disconnected" | "contact_removed" | "contact_changed" | "contact_unreadable" | "broken" | "do_not_call" | "phone_missing" | "phone_invalid" | "phone_special" | "checkup_missing" | "checkup_unreadable" | "checkup_in_future" | "checkup_done" | "conditions_not_met" | "already_called" | "number_planned" | "number_shared" | "daily_limit" | "cancelled_by_user" | "bolna_agent_unset" | "phone_key_missing" | "phone_key_wrong" | "phone_record_invalid" | "claim_lost" | "worker_stalled" | "bolna_unreachable" | "bolna_rate_limit" | "bolna_refused" | "number_not_verified" | "bolna_credentials" | "bolna_payment" | "bolna_agent_unknown" | "bolna_from_number" | "bolna_timeout" | "bolna_connection_lost" | "bolna_answer_unreadable" | "bolna_server_error" | "worker_died" | "never_reached_bolna" | "placed_by_hand" | "not_placed_by_hand" | "late_execution" | "answered" | "completed_without_talk" | "voicemail" | "disconnected" | "no_answer" | "rejected" | "busy" | "number_invalid" | "failed" | "error" | "canceled" | "stopped" | "queued_too_long" | "balance_low" | "lost" | "number_special" | "country_not_enabled" | "opted_out" | "suppressed_org" | "suppressed_global" | "registry_listed" | "registry_check_stale" | "consent_missing" | "consent_expired" | "consent_revoked" | "consent_scope" | "refusal_period" | "purpose_missing" | "agent_opening_missing" | "outside_intersection" | "zone_unknown" | "zone_too_wide" | "closing_soon" | "weekday_closed" | "holiday" | "holiday_data_missing" | "blackout" | "cap_number" | "cap_subject" | "min_gap" | "talk_quiet_period" | "retry_wait" | "attempts_exhausted" | "missed" | "outcome_unknown" | "campaign_cancelled" | "campaign_paused" | "pace" | "restored";
                            sentence: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            413: components["responses"]["Error413"];
            415: components["responses"]["Error415"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    countCallSchedules: {
        parameters: {
            query?: {
                /** @description Only calls that this agent makes. */
                agent_id?: string;
                /** @description Only calls of this campaign. */
                campaign_id?: string;
                /** @description Only calls that this rule planned. */
                rule_id?: string;
                /** @description Only calls to this contact. */
                contact_id?: string;
                /** @description scheduled_at not before this time; due_at, in a list sorted by it and where calls are counted. */
                from?: string;
                /** @description The same, not after this time. */
                to?: string;
                /** @description true: only calls that a person must look at. */
                attention?: boolean;
                /** @description Only calls to people whose name has this in it; or, of a whole number in international format, to it. It is not logged here; an address may be logged on its way. */
                q?: string;
            };
            header?: never;
            path: {
                /** @description The organisation's short name. */
                org_slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The numbers as they are now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallCounts"] & {
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            404: components["responses"]["Error404"];
            413: components["responses"]["Error413"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    changeManyCallSchedules: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer again, with Idempotency-Replayed: true, for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The organisation's short name. */
                org_slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BulkChange"];
            };
        };
        responses: {
            /** @description What was done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkAnswer"] & {
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            413: components["responses"]["Error413"];
            415: components["responses"]["Error415"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    getCallScheduleStatistics: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The organisation's short name. */
                org_slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The numbers as they are now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                        statistics: components["schemas"]["Statistics"];
                    };
                };
            };
            401: components["responses"]["Error401"];
            404: components["responses"]["Error404"];
            413: components["responses"]["Error413"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    listDueCallSchedules: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The organisation's short name. */
                org_slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is due; count is the number of the schedules in this answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                        due_schedules: components["schemas"]["CallSchedule"][];
                        count: number;
                    };
                };
            };
            401: components["responses"]["Error401"];
            404: components["responses"]["Error404"];
            413: components["responses"]["Error413"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    triggerOverdueCallSchedules: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer again, with Idempotency-Replayed: true, for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The organisation's short name. */
                org_slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The calls that Bolna accepted. The message counts the others. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                        triggered_calls: {
                            /** Format: uuid */
                            schedule_id: string;
                            contact_name: string;
                            bolna_call_id: string;
                        }[];
                        count: number;
                        message: string;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            413: components["responses"]["Error413"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    getCallSchedule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The organisation's short name. */
                org_slug: string;
                /** @description The id of what is asked for. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The schedule, and its attempts, oldest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                        schedule: components["schemas"]["CallSchedule"];
                        attempts: components["schemas"]["CallAttempt"][];
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            404: components["responses"]["Error404"];
            413: components["responses"]["Error413"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    putCallSchedule: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the call was read with: 412 changed_meanwhile where it has changed since. */
                "if-match"?: string;
            };
            path: {
                /** @description The organisation's short name. */
                org_slug: string;
                /** @description The id of what is asked for. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CallScheduleChanges"];
            };
        };
        responses: {
            /** @description The schedule as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                        schedule: components["schemas"]["CallSchedule"];
                        decision: components["schemas"]["Decision"] & unknown;
                        message: string;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            412: components["responses"]["Error412"];
            413: components["responses"]["Error413"];
            415: components["responses"]["Error415"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    deleteCallSchedule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The organisation's short name. */
                org_slug: string;
                /** @description The id of what is asked for. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is deleted. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                        message: string;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            413: components["responses"]["Error413"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    patchCallSchedule: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the call was read with: 412 changed_meanwhile where it has changed since. */
                "if-match"?: string;
            };
            path: {
                /** @description The organisation's short name. */
                org_slug: string;
                /** @description The id of what is asked for. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CallScheduleChanges"];
            };
        };
        responses: {
            /** @description The schedule as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                        schedule: components["schemas"]["CallSchedule"];
                        decision: components["schemas"]["Decision"] & unknown;
                        message: string;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            412: components["responses"]["Error412"];
            413: components["responses"]["Error413"];
            415: components["responses"]["Error415"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    cancelCallSchedule: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer again, with Idempotency-Replayed: true, for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The organisation's short name. */
                org_slug: string;
                /** @description The id of what is asked for. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The call is cancelled and will not be made. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                        schedule: components["schemas"]["CallSchedule"];
                        message: string;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            413: components["responses"]["Error413"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    executeCallSchedule: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer again, with Idempotency-Replayed: true, for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The organisation's short name. */
                org_slug: string;
                /** @description The id of what is asked for. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ExecuteCallSchedule"];
            };
        };
        responses: {
            /** @description Bolna accepted the call. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                        result: {
                            /** Format: uuid */
                            schedule_id: string;
                            /** Format: uuid */
                            attempt_id: string;
                            /** @enum {string} */
                            outcome: "placed" | "unknown";
                            bolna_call_id: string | null;
                            reason: string | null;
                        };
                        message: string;
                    };
                };
            };
            /** @description Bolna did not answer clearly: the call may have been made, and is being looked for. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                        result: {
                            /** Format: uuid */
                            schedule_id: string;
                            /** Format: uuid */
                            attempt_id: string;
                            /** @enum {string} */
                            outcome: "placed" | "unknown";
                            bolna_call_id: string | null;
                            reason: string | null;
                        };
                        message: string;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            413: components["responses"]["Error413"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            502: components["responses"]["Error502"];
            503: components["responses"]["Error503"];
        };
    };
    resolveCallSchedule: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer again, with Idempotency-Replayed: true, for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The organisation's short name. */
                org_slug: string;
                /** @description The id of what is asked for. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Resolution"];
            };
        };
        responses: {
            /** @description The call is settled. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                        schedule: components["schemas"]["CallSchedule"];
                        message: string;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            413: components["responses"]["Error413"];
            415: components["responses"]["Error415"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    revealNumber: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer again, with Idempotency-Replayed: true, for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The organisation's short name. */
                org_slug: string;
                /** @description The id of what is asked for. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The number; null: it can no longer be read. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                        contact_phone: string | null;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            413: components["responses"]["Error413"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    explainCallSchedule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The organisation's short name. */
                org_slug: string;
                /** @description The id of what is asked for. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The decisions. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                        now: components["schemas"]["Decision"] & unknown;
                        decisions: (components["schemas"]["Decision"] & unknown)[];
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            404: components["responses"]["Error404"];
            413: components["responses"]["Error413"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    getCallHistory: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The organisation's short name. */
                org_slug: string;
                /** @description The id of what is asked for. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The history. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                        history: components["schemas"]["HistoryEntry"][];
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            404: components["responses"]["Error404"];
            413: components["responses"]["Error413"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    listAgents: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The organisation's short name. */
                org_slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                        agents: components["schemas"]["Agent"][];
                    };
                };
            };
            401: components["responses"]["Error401"];
            404: components["responses"]["Error404"];
            413: components["responses"]["Error413"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    putAgent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The organisation's short name. */
                org_slug: string;
                /** @description The id of what is asked for. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AgentChanges"];
            };
        };
        responses: {
            /** @description The agent as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                        agent: components["schemas"]["Agent"];
                        message: string;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            413: components["responses"]["Error413"];
            415: components["responses"]["Error415"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    patchAgent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The organisation's short name. */
                org_slug: string;
                /** @description The id of what is asked for. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AgentChanges"];
            };
        };
        responses: {
            /** @description The agent as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                        agent: components["schemas"]["Agent"];
                        message: string;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            413: components["responses"]["Error413"];
            415: components["responses"]["Error415"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    getPolicy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The organisation's short name. */
                org_slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The policy. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                        policy: components["schemas"]["CallingPolicy"];
                    };
                };
            };
            401: components["responses"]["Error401"];
            404: components["responses"]["Error404"];
            413: components["responses"]["Error413"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    putPolicy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The organisation's short name. */
                org_slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCallingPolicy"];
            };
        };
        responses: {
            /** @description The policy as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                        policy: components["schemas"]["CallingPolicy"];
                        message: string;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            413: components["responses"]["Error413"];
            415: components["responses"]["Error415"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    listRules: {
        parameters: {
            query?: {
                /** @description Entries in one page. */
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description The organisation's short name. */
                org_slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                        rules: components["schemas"]["CallRule"][];
                        /** @description Null on the last page. */
                        next_cursor: string | null;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            404: components["responses"]["Error404"];
            413: components["responses"]["Error413"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    createRule: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer again, with Idempotency-Replayed: true, for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The organisation's short name. */
                org_slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCallRule"];
            };
        };
        responses: {
            /** @description The rule was made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                        rule: components["schemas"]["CallRule"];
                        message: string;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            413: components["responses"]["Error413"];
            415: components["responses"]["Error415"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    getRule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The organisation's short name. */
                org_slug: string;
                /** @description The id of what is asked for. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The rule. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                        rule: components["schemas"]["CallRule"];
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            404: components["responses"]["Error404"];
            413: components["responses"]["Error413"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    putRule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The organisation's short name. */
                org_slug: string;
                /** @description The id of what is asked for. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CallRuleChanges"];
            };
        };
        responses: {
            /** @description The rule as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                        rule: components["schemas"]["CallRule"];
                        message: string;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            413: components["responses"]["Error413"];
            415: components["responses"]["Error415"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    deleteRule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The organisation's short name. */
                org_slug: string;
                /** @description The id of what is asked for. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is deleted. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                        message: string;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            413: components["responses"]["Error413"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    patchRule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The organisation's short name. */
                org_slug: string;
                /** @description The id of what is asked for. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CallRuleChanges"];
            };
        };
        responses: {
            /** @description The rule as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                        rule: components["schemas"]["CallRule"];
                        message: string;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            413: components["responses"]["Error413"];
            415: components["responses"]["Error415"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    previewRule: {
        parameters: {
            query?: {
                /** @description The longest that each of the two lists may be; the counts are of all contacts. */
                limit?: number;
            };
            header?: {
                /** @description The same key with the same request gets the first answer again, with Idempotency-Replayed: true, for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The organisation's short name. */
                org_slug: string;
                /** @description The id of what is asked for. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Every cached contact is in one of the two lists, whether the rule is active or not. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        would_call: components["schemas"]["RuleVerdict"][];
                        would_not_call: components["schemas"]["RuleVerdict"][];
                        /** @description Of all contacts, also those beyond limit. */
                        would_call_count: number;
                        would_not_call_count: number;
                        /** @description Contacts that would not be called, by reason_code. */
                        reason_counts: {
                            [key: string]: number;
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            413: components["responses"]["Error413"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    listCampaigns: {
        parameters: {
            query?: {
                /** @description Only campaigns in this state. */
                state?: "draft" | "running" | "paused" | "completed" | "cancelled";
                /** @description Entries in one page. */
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description The organisation's short name. */
                org_slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                        campaigns: components["schemas"]["Campaign"][];
                        /** @description Null on the last page. */
                        next_cursor: string | null;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            404: components["responses"]["Error404"];
            413: components["responses"]["Error413"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    createCampaign: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer again, with Idempotency-Replayed: true, for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The organisation's short name. */
                org_slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCampaign"];
            };
        };
        responses: {
            /** @description The draft. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                        campaign: components["schemas"]["Campaign"];
                        message: string;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            413: components["responses"]["Error413"];
            415: components["responses"]["Error415"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    getCampaign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The organisation's short name. */
                org_slug: string;
                /** @description The id of what is asked for. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The campaign. progress: how far it is; null while it is a draft. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                        campaign: components["schemas"]["Campaign"];
                        progress: components["schemas"]["CampaignProgress"];
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            404: components["responses"]["Error404"];
            413: components["responses"]["Error413"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    deleteCampaign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The organisation's short name. */
                org_slug: string;
                /** @description The id of what is asked for. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is deleted. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                        message: string;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            413: components["responses"]["Error413"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    changeCampaign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The organisation's short name. */
                org_slug: string;
                /** @description The id of what is asked for. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CampaignChanges"];
            };
        };
        responses: {
            /** @description The campaign as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                        campaign: components["schemas"]["Campaign"];
                        message: string;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            413: components["responses"]["Error413"];
            415: components["responses"]["Error415"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    dryRunCampaign: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer again, with Idempotency-Replayed: true, for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The organisation's short name. */
                org_slug: string;
                /** @description The id of what is asked for. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was found. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                        dry_run: components["schemas"]["DryRun"];
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            413: components["responses"]["Error413"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    getAudience: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The organisation's short name. */
                org_slug: string;
                /** @description The id of what is asked for. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The last loading; null: there was none, or it left nothing. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                        audience: components["schemas"]["AudienceProgress"];
                    };
                    "text/csv": string;
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            404: components["responses"]["Error404"];
            413: components["responses"]["Error413"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    putAudience: {
        parameters: {
            query?: {
                /** @description The column of the phone numbers; left out: known by its name. */
                phone?: string;
                /** @description The column of the names. */
                name?: string;
                /** @description The column of the contacts' ids. */
                contact_id?: string;
                /** @description A column of IANA time zones. */
                time_zone?: string;
                /** @description A column of countries, by name or ISO 3166 code. */
                country?: string;
                /** @description The country whose national formats are read where a row names none. */
                contact_country?: string;
            };
            header?: never;
            path: {
                /** @description The organisation's short name. */
                org_slug: string;
                /** @description The id of what is asked for. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example phone,name,time_zone
                 *     +919876543210,Asha Rao,Asia/Kolkata
                 */
                "text/csv": string;
                /**
                 * @example {
                 *       "contact_ids": [
                 *         "101",
                 *         "102"
                 *       ]
                 *     }
                 */
                "application/json": {
                    contact_ids?: string[];
                    /** Format: uuid */
                    rule_id?: string;
                    list_id?: string;
                };
            };
        };
        responses: {
            /** @description It is the campaign's audience now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Contacts of the campaign now. */
                        accepted: number;
                        /** @description How many of the accepted the campaign had booked or called before: they stay as they are. */
                        already_there: number;
                        /** @description Rows with the number or contact_id of an earlier one, which counts. */
                        duplicates: number;
                        rejected_count: number;
                        /** @description The first thousand. */
                        rejected: {
                            /** @description Of the file, the header being the first; or the place in contact_ids. */
                            line: number;
                            /** @example phone */
                            field: string;
                            /**
                             * @description For machines. An audience that was loaded by an earlier version has none.
                             * @enum {string}
                             */
                            code?: "required" | "empty" | "wrong_type" | "not_taken" | "not_a_choice" | "too_long" | "too_small" | "too_large" | "too_few" | "too_many" | "not_whole" | "unreadable" | "bad_form" | "not_an_id" | "not_a_time" | "not_a_time_of_day" | "not_a_day" | "not_a_zone" | "not_a_language" | "not_a_country" | "not_a_property" | "not_an_address" | "address_private" | "phone_missing" | "phone_without_country" | "phone_not_valid" | "phone_extension" | "phone_special" | "phone_unread" | "phone_error_value" | "phone_below_zero" | "phone_several" | "phone_lost_digits" | "in_past" | "in_future" | "too_far" | "too_early" | "ends_too_soon" | "range_too_long" | "no_longer_bookable" | "nothing_sent" | "needed_here" | "not_needed_here" | "one_of_two" | "named_twice" | "out_of_range" | "agent_unusable" | "contact_do_not_call" | "number_do_not_call" | "unknown" | "nobody" | "no_such_column" | "row_too_wide" | "contact_unreadable" | "changed_meanwhile" | "misconfigured" | "not_right" | "rule_unknown" | "rule_is_law" | "loosening_endless" | "loosening_too_long";
                            /** @example The phone number has lost digits: the spreadsheet rounded it. Format the column as text and enter it again. */
                            reason: string;
                        }[];
                        /** @enum {boolean} */
                        success: true;
                        /**
                         * @description Of a file: what its text was taken for; windows-1252 where it was not UTF-8: look at the names then.
                         * @example utf-8
                         */
                        encoding: string | null;
                        message: string;
                    };
                };
            };
            /** @description The HubSpot list is being read, and becomes the audience when all of it is there. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                        audience: components["schemas"]["AudienceProgress"];
                        message: string;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            413: components["responses"]["Error413"];
            415: components["responses"]["Error415"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            502: components["responses"]["Error502"];
            503: components["responses"]["Error503"];
        };
    };
    keepAudiencePart: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The organisation's short name. */
                org_slug: string;
                /** @description The id of what is asked for. */
                id: string;
                /** @description Of the loading. */
                upload_id: string;
                /** @description Which piece it is, from 0. */
                part: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AudiencePart"];
            };
        };
        responses: {
            /** @description It is kept. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            413: components["responses"]["Error413"];
            415: components["responses"]["Error415"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    testCallCampaign: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer again, with Idempotency-Replayed: true, for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The organisation's short name. */
                org_slug: string;
                /** @description The id of what is asked for. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CampaignTestCall"];
            };
        };
        responses: {
            /** @description The call is booked. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                        schedule: components["schemas"]["CallSchedule"];
                        decision: components["schemas"]["Decision"] & unknown;
                        message: string;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            413: components["responses"]["Error413"];
            415: components["responses"]["Error415"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    startCampaign: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer again, with Idempotency-Replayed: true, for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The organisation's short name. */
                org_slug: string;
                /** @description The id of what is asked for. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CampaignStart"];
            };
        };
        responses: {
            /** @description The campaign as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                        campaign: components["schemas"]["Campaign"];
                        message: string;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            413: components["responses"]["Error413"];
            415: components["responses"]["Error415"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    pauseCampaign: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer again, with Idempotency-Replayed: true, for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The organisation's short name. */
                org_slug: string;
                /** @description The id of what is asked for. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CampaignReason"];
            };
        };
        responses: {
            /** @description The campaign as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                        campaign: components["schemas"]["Campaign"];
                        message: string;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            413: components["responses"]["Error413"];
            415: components["responses"]["Error415"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    resumeCampaign: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer again, with Idempotency-Replayed: true, for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The organisation's short name. */
                org_slug: string;
                /** @description The id of what is asked for. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The campaign as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                        campaign: components["schemas"]["Campaign"];
                        message: string;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            413: components["responses"]["Error413"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    cancelCampaign: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer again, with Idempotency-Replayed: true, for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The organisation's short name. */
                org_slug: string;
                /** @description The id of what is asked for. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CampaignReason"];
            };
        };
        responses: {
            /** @description The campaign as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                        campaign: components["schemas"]["Campaign"];
                        message: string;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            413: components["responses"]["Error413"];
            415: components["responses"]["Error415"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    listCampaignContacts: {
        parameters: {
            query?: {
                /** @description Only contacts that stand there. */
                state?: "waiting" | "scheduled" | "in_progress" | "completed" | "failed" | "cancelled" | "excluded";
                /** @description Entries in one page. */
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description The organisation's short name. */
                org_slug: string;
                /** @description The id of what is asked for. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                        contacts: components["schemas"]["CampaignContact"][];
                        /** @description Null on the last page. */
                        next_cursor: string | null;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            404: components["responses"]["Error404"];
            413: components["responses"]["Error413"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    reportCalls: {
        parameters: {
            query?: {
                /** @description A day of the organisation's calendar, or a time. Left out: 29 days before `to`. */
                from?: string;
                /** @description A day, which is included, or a time, which is not. Left out: today. A time is widened to its quarter of an hour. */
                to?: string;
                /** @description What the rows are. */
                by?: "day" | "hour" | "weekday_hour" | "agent" | "topic" | "campaign" | "rule" | "outcome";
                /** @description Only of this agent. */
                agent_id?: string;
                /** @description Only on this topic. */
                topic?: string;
                /** @description Only of this campaign. */
                campaign_id?: string;
                /** @description Only of this rule. */
                rule_id?: string;
            };
            header?: never;
            path: {
                /** @description The organisation's short name. */
                org_slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The report: as JSON; as text/csv, whose cells no spreadsheet executes; or as text/html, one printable file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                        /** @enum {string} */
                        by: "day" | "hour" | "weekday_hour" | "agent" | "topic" | "campaign" | "rule" | "outcome";
                        from: string;
                        /** @description Not included. */
                        to: string;
                        /** @description The organisation's: days and hours are its. */
                        zone: string;
                        totals: {
                            /** @description Calls that were due then, whatever became of them. */
                            calls: number;
                            /** @description Counted. */
                            calls_waiting: number;
                            /** @description Counted. */
                            calls_in_progress: number;
                            /** @description Counted. */
                            calls_completed: number;
                            /** @description Counted. */
                            calls_failed: number;
                            /** @description Counted. */
                            calls_cancelled: number;
                            /** @description Attempts that were dialled then and are over. */
                            attempts: number;
                            /** @description Of the attempts: a person spoke. */
                            answered: number;
                            /** @description Counted. */
                            voicemail: number;
                            /** @description Counted. */
                            no_answer: number;
                            /** @description Counted. */
                            busy: number;
                            /** @description Counted. */
                            failed: number;
                            /** @description Stopped before anybody answered. */
                            cancelled: number;
                            /** @description answered ÷ attempts. */
                            answer_rate: number | null;
                            /** @description attempts ÷ answered. */
                            attempts_per_success: number | null;
                            talk_seconds: number;
                            cost_cents: number;
                            /** @description cost_cents ÷ answered. */
                            cost_cents_per_success: number | null;
                            /** @description Half of the attempts were later than that after their time. */
                            lateness_p50_seconds: number | null;
                            lateness_p95_seconds: number | null;
                            /** @description People who asked in a call not to be called again. */
                            opt_outs: number;
                            /** @description How often a call was put off as it was about to be dialled. */
                            deferrals: number;
                        };
                        rows: {
                            /** @description Calls that were due then, whatever became of them. */
                            calls: number;
                            /** @description Counted. */
                            calls_waiting: number;
                            /** @description Counted. */
                            calls_in_progress: number;
                            /** @description Counted. */
                            calls_completed: number;
                            /** @description Counted. */
                            calls_failed: number;
                            /** @description Counted. */
                            calls_cancelled: number;
                            /** @description Attempts that were dialled then and are over. */
                            attempts: number;
                            /** @description Of the attempts: a person spoke. */
                            answered: number;
                            /** @description Counted. */
                            voicemail: number;
                            /** @description Counted. */
                            no_answer: number;
                            /** @description Counted. */
                            busy: number;
                            /** @description Counted. */
                            failed: number;
                            /** @description Stopped before anybody answered. */
                            cancelled: number;
                            /** @description answered ÷ attempts. */
                            answer_rate: number | null;
                            /** @description attempts ÷ answered. */
                            attempts_per_success: number | null;
                            talk_seconds: number;
                            cost_cents: number;
                            /** @description cost_cents ÷ answered. */
                            cost_cents_per_success: number | null;
                            /** @description Half of the attempts were later than that after their time. */
                            lateness_p50_seconds: number | null;
                            lateness_p95_seconds: number | null;
                            /** @description People who asked in a call not to be called again. */
                            opt_outs: number;
                            /** @description How often a call was put off as it was about to be dialled. */
                            deferrals: number;
                            /** @description A day, an hour, an id, a topic or an outcome; null: without one. */
                            key: string | null;
                            label: string;
                            /** @description 1 is Monday. */
                            weekday?: number;
                            hour?: number;
                        }[];
                        outcomes: {
                            /** @enum {string} */
                            outcome: "answered" | "voicemail" | "no_answer" | "busy" | "failed" | "cancelled" | "waiting" | "in_progress";
                            calls: number;
                            attempts: number;
                            talk_seconds: number;
                            cost_cents: number;
                        }[];
                        /** @description Why attempts failed. */
                        failure_reasons: {
                            /** @enum {string|null} */
                            code: "allowed" | "all_calling_paused" | "organisation_paused" | "inactive" | "agent_inactive" | "outside_window" | "number_busy" | "no_free_line" | "dial_quota" | "due" | "not_due" | "rule_inactive" | "rule_deleted" | "hubspot_disconnected" | "contact_removed" | "contact_changed" | "contact_unreadable" | "broken" | "do_not_call" | "phone_missing" | "phone_invalid" | "phone_special" | "checkup_missing" | "checkup_unreadable" | "checkup_in_future" | "checkup_done" | "conditions_not_met" | "already_called" | "number_planned" | "number_shared" | "daily_limit" | "cancelled_by_user" | "bolna_agent_unset" | "phone_key_missing" | "phone_key_wrong" | "phone_record_invalid" | "claim_lost" | "worker_stalled" | "bolna_unreachable" | "bolna_rate_limit" | "bolna_refused" | "number_not_verified" | "bolna_credentials" | "bolna_payment" | "bolna_agent_unknown" | "bolna_from_number" | "bolna_timeout" | "bolna_connection_lost" | "bolna_answer_unreadable" | "bolna_server_error" | "worker_died" | "never_reached_bolna" | "placed_by_hand" | "not_placed_by_hand" | "late_execution" | "answered" | "completed_without_talk" | "voicemail" | "disconnected" | "no_answer" | "rejected" | "busy" | "number_invalid" | "failed" | "error" | "canceled" | "stopped" | "queued_too_long" | "balance_low" | "lost" | "number_special" | "country_not_enabled" | "opted_out" | "suppressed_org" | "suppressed_global" | "registry_listed" | "registry_check_stale" | "consent_missing" | "consent_expired" | "consent_revoked" | "consent_scope" | "refusal_period" | "purpose_missing" | "agent_opening_missing" | "outside_intersection" | "zone_unknown" | "zone_too_wide" | "closing_soon" | "weekday_closed" | "holiday" | "holiday_data_missing" | "blackout" | "cap_number" | "cap_subject" | "min_gap" | "talk_quiet_period" | "retry_wait" | "attempts_exhausted" | "missed" | "outcome_unknown" | "campaign_cancelled" | "campaign_paused" | "pace" | "restored" | null;
                            count: number;
                        }[];
                        /** @description Why calls failed or were cancelled. */
                        uncalled_reasons: {
                            /** @enum {string|null} */
                            code: "allowed" | "all_calling_paused" | "organisation_paused" | "inactive" | "agent_inactive" | "outside_window" | "number_busy" | "no_free_line" | "dial_quota" | "due" | "not_due" | "rule_inactive" | "rule_deleted" | "hubspot_disconnected" | "contact_removed" | "contact_changed" | "contact_unreadable" | "broken" | "do_not_call" | "phone_missing" | "phone_invalid" | "phone_special" | "checkup_missing" | "checkup_unreadable" | "checkup_in_future" | "checkup_done" | "conditions_not_met" | "already_called" | "number_planned" | "number_shared" | "daily_limit" | "cancelled_by_user" | "bolna_agent_unset" | "phone_key_missing" | "phone_key_wrong" | "phone_record_invalid" | "claim_lost" | "worker_stalled" | "bolna_unreachable" | "bolna_rate_limit" | "bolna_refused" | "number_not_verified" | "bolna_credentials" | "bolna_payment" | "bolna_agent_unknown" | "bolna_from_number" | "bolna_timeout" | "bolna_connection_lost" | "bolna_answer_unreadable" | "bolna_server_error" | "worker_died" | "never_reached_bolna" | "placed_by_hand" | "not_placed_by_hand" | "late_execution" | "answered" | "completed_without_talk" | "voicemail" | "disconnected" | "no_answer" | "rejected" | "busy" | "number_invalid" | "failed" | "error" | "canceled" | "stopped" | "queued_too_long" | "balance_low" | "lost" | "number_special" | "country_not_enabled" | "opted_out" | "suppressed_org" | "suppressed_global" | "registry_listed" | "registry_check_stale" | "consent_missing" | "consent_expired" | "consent_revoked" | "consent_scope" | "refusal_period" | "purpose_missing" | "agent_opening_missing" | "outside_intersection" | "zone_unknown" | "zone_too_wide" | "closing_soon" | "weekday_closed" | "holiday" | "holiday_data_missing" | "blackout" | "cap_number" | "cap_subject" | "min_gap" | "talk_quiet_period" | "retry_wait" | "attempts_exhausted" | "missed" | "outcome_unknown" | "campaign_cancelled" | "campaign_paused" | "pace" | "restored" | null;
                            count: number;
                        }[];
                        deferrals_by_code: {
                            /** @enum {string|null} */
                            code: "allowed" | "all_calling_paused" | "organisation_paused" | "inactive" | "agent_inactive" | "outside_window" | "number_busy" | "no_free_line" | "dial_quota" | "due" | "not_due" | "rule_inactive" | "rule_deleted" | "hubspot_disconnected" | "contact_removed" | "contact_changed" | "contact_unreadable" | "broken" | "do_not_call" | "phone_missing" | "phone_invalid" | "phone_special" | "checkup_missing" | "checkup_unreadable" | "checkup_in_future" | "checkup_done" | "conditions_not_met" | "already_called" | "number_planned" | "number_shared" | "daily_limit" | "cancelled_by_user" | "bolna_agent_unset" | "phone_key_missing" | "phone_key_wrong" | "phone_record_invalid" | "claim_lost" | "worker_stalled" | "bolna_unreachable" | "bolna_rate_limit" | "bolna_refused" | "number_not_verified" | "bolna_credentials" | "bolna_payment" | "bolna_agent_unknown" | "bolna_from_number" | "bolna_timeout" | "bolna_connection_lost" | "bolna_answer_unreadable" | "bolna_server_error" | "worker_died" | "never_reached_bolna" | "placed_by_hand" | "not_placed_by_hand" | "late_execution" | "answered" | "completed_without_talk" | "voicemail" | "disconnected" | "no_answer" | "rejected" | "busy" | "number_invalid" | "failed" | "error" | "canceled" | "stopped" | "queued_too_long" | "balance_low" | "lost" | "number_special" | "country_not_enabled" | "opted_out" | "suppressed_org" | "suppressed_global" | "registry_listed" | "registry_check_stale" | "consent_missing" | "consent_expired" | "consent_revoked" | "consent_scope" | "refusal_period" | "purpose_missing" | "agent_opening_missing" | "outside_intersection" | "zone_unknown" | "zone_too_wide" | "closing_soon" | "weekday_closed" | "holiday" | "holiday_data_missing" | "blackout" | "cap_number" | "cap_subject" | "min_gap" | "talk_quiet_period" | "retry_wait" | "attempts_exhausted" | "missed" | "outcome_unknown" | "campaign_cancelled" | "campaign_paused" | "pace" | "restored" | null;
                            count: number;
                        }[];
                        lateness: {
                            from_seconds: number;
                            to_seconds: number | null;
                            attempts: number;
                        }[];
                        /** @description Of the contacts cached from HubSpot, once a day; empty where the report is of a part of the calls. */
                        checkup_compliance: {
                            day: string;
                            within: number;
                            overdue: number;
                            unknown: number;
                            rate: number | null;
                        }[];
                    };
                    "text/csv": string;
                    "text/html": string;
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            404: components["responses"]["Error404"];
            413: components["responses"]["Error413"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    reportCampaign: {
        parameters: {
            query?: {
                /** @description What the rows are. */
                by?: "day" | "hour" | "weekday_hour" | "agent" | "topic" | "campaign" | "rule" | "outcome";
            };
            header?: never;
            path: {
                /** @description The organisation's short name. */
                org_slug: string;
                /** @description The id of what is asked for. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The report: as JSON; as text/csv, whose cells no spreadsheet executes; or as text/html, one printable file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                        campaign: components["schemas"]["Campaign"];
                        burn_down: components["schemas"]["BurnDown"];
                        /** @enum {string} */
                        by: "day" | "hour" | "weekday_hour" | "agent" | "topic" | "campaign" | "rule" | "outcome";
                        from: string;
                        /** @description Not included. */
                        to: string;
                        /** @description The organisation's: days and hours are its. */
                        zone: string;
                        totals: {
                            /** @description Calls that were due then, whatever became of them. */
                            calls: number;
                            /** @description Counted. */
                            calls_waiting: number;
                            /** @description Counted. */
                            calls_in_progress: number;
                            /** @description Counted. */
                            calls_completed: number;
                            /** @description Counted. */
                            calls_failed: number;
                            /** @description Counted. */
                            calls_cancelled: number;
                            /** @description Attempts that were dialled then and are over. */
                            attempts: number;
                            /** @description Of the attempts: a person spoke. */
                            answered: number;
                            /** @description Counted. */
                            voicemail: number;
                            /** @description Counted. */
                            no_answer: number;
                            /** @description Counted. */
                            busy: number;
                            /** @description Counted. */
                            failed: number;
                            /** @description Stopped before anybody answered. */
                            cancelled: number;
                            /** @description answered ÷ attempts. */
                            answer_rate: number | null;
                            /** @description attempts ÷ answered. */
                            attempts_per_success: number | null;
                            talk_seconds: number;
                            cost_cents: number;
                            /** @description cost_cents ÷ answered. */
                            cost_cents_per_success: number | null;
                            /** @description Half of the attempts were later than that after their time. */
                            lateness_p50_seconds: number | null;
                            lateness_p95_seconds: number | null;
                            /** @description People who asked in a call not to be called again. */
                            opt_outs: number;
                            /** @description How often a call was put off as it was about to be dialled. */
                            deferrals: number;
                        };
                        rows: {
                            /** @description Calls that were due then, whatever became of them. */
                            calls: number;
                            /** @description Counted. */
                            calls_waiting: number;
                            /** @description Counted. */
                            calls_in_progress: number;
                            /** @description Counted. */
                            calls_completed: number;
                            /** @description Counted. */
                            calls_failed: number;
                            /** @description Counted. */
                            calls_cancelled: number;
                            /** @description Attempts that were dialled then and are over. */
                            attempts: number;
                            /** @description Of the attempts: a person spoke. */
                            answered: number;
                            /** @description Counted. */
                            voicemail: number;
                            /** @description Counted. */
                            no_answer: number;
                            /** @description Counted. */
                            busy: number;
                            /** @description Counted. */
                            failed: number;
                            /** @description Stopped before anybody answered. */
                            cancelled: number;
                            /** @description answered ÷ attempts. */
                            answer_rate: number | null;
                            /** @description attempts ÷ answered. */
                            attempts_per_success: number | null;
                            talk_seconds: number;
                            cost_cents: number;
                            /** @description cost_cents ÷ answered. */
                            cost_cents_per_success: number | null;
                            /** @description Half of the attempts were later than that after their time. */
                            lateness_p50_seconds: number | null;
                            lateness_p95_seconds: number | null;
                            /** @description People who asked in a call not to be called again. */
                            opt_outs: number;
                            /** @description How often a call was put off as it was about to be dialled. */
                            deferrals: number;
                            /** @description A day, an hour, an id, a topic or an outcome; null: without one. */
                            key: string | null;
                            label: string;
                            /** @description 1 is Monday. */
                            weekday?: number;
                            hour?: number;
                        }[];
                        outcomes: {
                            /** @enum {string} */
                            outcome: "answered" | "voicemail" | "no_answer" | "busy" | "failed" | "cancelled" | "waiting" | "in_progress";
                            calls: number;
                            attempts: number;
                            talk_seconds: number;
                            cost_cents: number;
                        }[];
                        /** @description Why attempts failed. */
                        failure_reasons: {
                            /** @enum {string|null} */
                            code: "allowed" | "all_calling_paused" | "organisation_paused" | "inactive" | "agent_inactive" | "outside_window" | "number_busy" | "no_free_line" | "dial_quota" | "due" | "not_due" | "rule_inactive" | "rule_deleted" | "hubspot_disconnected" | "contact_removed" | "contact_changed" | "contact_unreadable" | "broken" | "do_not_call" | "phone_missing" | "phone_invalid" | "phone_special" | "checkup_missing" | "checkup_unreadable" | "checkup_in_future" | "checkup_done" | "conditions_not_met" | "already_called" | "number_planned" | "number_shared" | "daily_limit" | "cancelled_by_user" | "bolna_agent_unset" | "phone_key_missing" | "phone_key_wrong" | "phone_record_invalid" | "claim_lost" | "worker_stalled" | "bolna_unreachable" | "bolna_rate_limit" | "bolna_refused" | "number_not_verified" | "bolna_credentials" | "bolna_payment" | "bolna_agent_unknown" | "bolna_from_number" | "bolna_timeout" | "bolna_connection_lost" | "bolna_answer_unreadable" | "bolna_server_error" | "worker_died" | "never_reached_bolna" | "placed_by_hand" | "not_placed_by_hand" | "late_execution" | "answered" | "completed_without_talk" | "voicemail" | "disconnected" | "no_answer" | "rejected" | "busy" | "number_invalid" | "failed" | "error" | "canceled" | "stopped" | "queued_too_long" | "balance_low" | "lost" | "number_special" | "country_not_enabled" | "opted_out" | "suppressed_org" | "suppressed_global" | "registry_listed" | "registry_check_stale" | "consent_missing" | "consent_expired" | "consent_revoked" | "consent_scope" | "refusal_period" | "purpose_missing" | "agent_opening_missing" | "outside_intersection" | "zone_unknown" | "zone_too_wide" | "closing_soon" | "weekday_closed" | "holiday" | "holiday_data_missing" | "blackout" | "cap_number" | "cap_subject" | "min_gap" | "talk_quiet_period" | "retry_wait" | "attempts_exhausted" | "missed" | "outcome_unknown" | "campaign_cancelled" | "campaign_paused" | "pace" | "restored" | null;
                            count: number;
                        }[];
                        /** @description Why calls failed or were cancelled. */
                        uncalled_reasons: {
                            /** @enum {string|null} */
                            code: "allowed" | "all_calling_paused" | "organisation_paused" | "inactive" | "agent_inactive" | "outside_window" | "number_busy" | "no_free_line" | "dial_quota" | "due" | "not_due" | "rule_inactive" | "rule_deleted" | "hubspot_disconnected" | "contact_removed" | "contact_changed" | "contact_unreadable" | "broken" | "do_not_call" | "phone_missing" | "phone_invalid" | "phone_special" | "checkup_missing" | "checkup_unreadable" | "checkup_in_future" | "checkup_done" | "conditions_not_met" | "already_called" | "number_planned" | "number_shared" | "daily_limit" | "cancelled_by_user" | "bolna_agent_unset" | "phone_key_missing" | "phone_key_wrong" | "phone_record_invalid" | "claim_lost" | "worker_stalled" | "bolna_unreachable" | "bolna_rate_limit" | "bolna_refused" | "number_not_verified" | "bolna_credentials" | "bolna_payment" | "bolna_agent_unknown" | "bolna_from_number" | "bolna_timeout" | "bolna_connection_lost" | "bolna_answer_unreadable" | "bolna_server_error" | "worker_died" | "never_reached_bolna" | "placed_by_hand" | "not_placed_by_hand" | "late_execution" | "answered" | "completed_without_talk" | "voicemail" | "disconnected" | "no_answer" | "rejected" | "busy" | "number_invalid" | "failed" | "error" | "canceled" | "stopped" | "queued_too_long" | "balance_low" | "lost" | "number_special" | "country_not_enabled" | "opted_out" | "suppressed_org" | "suppressed_global" | "registry_listed" | "registry_check_stale" | "consent_missing" | "consent_expired" | "consent_revoked" | "consent_scope" | "refusal_period" | "purpose_missing" | "agent_opening_missing" | "outside_intersection" | "zone_unknown" | "zone_too_wide" | "closing_soon" | "weekday_closed" | "holiday" | "holiday_data_missing" | "blackout" | "cap_number" | "cap_subject" | "min_gap" | "talk_quiet_period" | "retry_wait" | "attempts_exhausted" | "missed" | "outcome_unknown" | "campaign_cancelled" | "campaign_paused" | "pace" | "restored" | null;
                            count: number;
                        }[];
                        deferrals_by_code: {
                            /** @enum {string|null} */
                            code: "allowed" | "all_calling_paused" | "organisation_paused" | "inactive" | "agent_inactive" | "outside_window" | "number_busy" | "no_free_line" | "dial_quota" | "due" | "not_due" | "rule_inactive" | "rule_deleted" | "hubspot_disconnected" | "contact_removed" | "contact_changed" | "contact_unreadable" | "broken" | "do_not_call" | "phone_missing" | "phone_invalid" | "phone_special" | "checkup_missing" | "checkup_unreadable" | "checkup_in_future" | "checkup_done" | "conditions_not_met" | "already_called" | "number_planned" | "number_shared" | "daily_limit" | "cancelled_by_user" | "bolna_agent_unset" | "phone_key_missing" | "phone_key_wrong" | "phone_record_invalid" | "claim_lost" | "worker_stalled" | "bolna_unreachable" | "bolna_rate_limit" | "bolna_refused" | "number_not_verified" | "bolna_credentials" | "bolna_payment" | "bolna_agent_unknown" | "bolna_from_number" | "bolna_timeout" | "bolna_connection_lost" | "bolna_answer_unreadable" | "bolna_server_error" | "worker_died" | "never_reached_bolna" | "placed_by_hand" | "not_placed_by_hand" | "late_execution" | "answered" | "completed_without_talk" | "voicemail" | "disconnected" | "no_answer" | "rejected" | "busy" | "number_invalid" | "failed" | "error" | "canceled" | "stopped" | "queued_too_long" | "balance_low" | "lost" | "number_special" | "country_not_enabled" | "opted_out" | "suppressed_org" | "suppressed_global" | "registry_listed" | "registry_check_stale" | "consent_missing" | "consent_expired" | "consent_revoked" | "consent_scope" | "refusal_period" | "purpose_missing" | "agent_opening_missing" | "outside_intersection" | "zone_unknown" | "zone_too_wide" | "closing_soon" | "weekday_closed" | "holiday" | "holiday_data_missing" | "blackout" | "cap_number" | "cap_subject" | "min_gap" | "talk_quiet_period" | "retry_wait" | "attempts_exhausted" | "missed" | "outcome_unknown" | "campaign_cancelled" | "campaign_paused" | "pace" | "restored" | null;
                            count: number;
                        }[];
                        lateness: {
                            from_seconds: number;
                            to_seconds: number | null;
                            attempts: number;
                        }[];
                        /** @description Of the contacts cached from HubSpot, once a day; empty where the report is of a part of the calls. */
                        checkup_compliance: {
                            day: string;
                            within: number;
                            overdue: number;
                            unknown: number;
                            rate: number | null;
                        }[];
                    };
                    "text/csv": string;
                    "text/html": string;
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            404: components["responses"]["Error404"];
            413: components["responses"]["Error413"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    getRecovery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The organisation's short name. */
                org_slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How it stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                        recovery: components["schemas"]["Recovery"];
                    };
                };
            };
            401: components["responses"]["Error401"];
            404: components["responses"]["Error404"];
            413: components["responses"]["Error413"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    releaseRecovery: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer again, with Idempotency-Replayed: true, for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The organisation's short name. */
                org_slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description call: they go out now, as the calling policy lets them. cancel: they are cancelled.
                     * @enum {string}
                     */
                    missed: "call" | "cancel";
                    /**
                     * @description call: what waits for these numbers goes out. cancel (the default): it is cancelled. Either way they may be called again.
                     * @default cancel
                     * @enum {string}
                     */
                    rung?: "call" | "cancel";
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                        /** @description Calls that go out now, as the calling policy lets them. */
                        calls: number;
                        cancelled: number;
                        message: string;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            413: components["responses"]["Error413"];
            415: components["responses"]["Error415"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    listSuppressions: {
        parameters: {
            query?: {
                /** @description Only entries of this scope. */
                scope?: "all" | "marketing" | "topic";
                /** @description Only entries that came this way. */
                source?: "user" | "import" | "operator" | "transcript" | "extracted_data" | "agent_tool" | "silent_refusal";
                /** @description Only those that a person should look at. */
                needs_review?: boolean;
                /** @description true: those that were lifted, not those that hold. */
                removed?: boolean;
                /** @description Entries in one page. */
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description The organisation's short name. */
                org_slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                        suppressions: components["schemas"]["Suppression"][];
                        /** @description Null on the last page. */
                        next_cursor: string | null;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            404: components["responses"]["Error404"];
            413: components["responses"]["Error413"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    addSuppression: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer again, with Idempotency-Replayed: true, for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The organisation's short name. */
                org_slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewSuppression"];
            };
        };
        responses: {
            /** @description What is on the list already holds as much. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                        suppression: components["schemas"]["Suppression"];
                        message: string;
                    };
                };
            };
            /** @description The number is on the list. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                        suppression: components["schemas"]["Suppression"];
                        message: string;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            413: components["responses"]["Error413"];
            415: components["responses"]["Error415"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    findSuppressions: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer again, with Idempotency-Replayed: true, for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The organisation's short name. */
                org_slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NumberToFind"];
            };
        };
        responses: {
            /** @description The entries, at most 200; none is an answer too. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                        suppressions: components["schemas"]["Suppression"][];
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            413: components["responses"]["Error413"];
            415: components["responses"]["Error415"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    importSuppressions: {
        parameters: {
            query?: {
                /** @description ISO 3166; needed unless the number is in international format. */
                contact_country?: string;
                /** @description The file is what this registry said of the numbers. */
                registry?: string;
                /** @description With registry: when it was asked. Left out: now. */
                checked_at?: string;
            };
            header?: {
                /** @description The same key with the same request gets the first answer again, with Idempotency-Replayed: true, for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The organisation's short name. */
                org_slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "text/csv": string;
            };
        };
        responses: {
            /** @description It is imported. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                        added: number;
                        already_there: number;
                        rejected_count: number;
                        /** @description The first thousand. */
                        rejected: {
                            /** @description Of the file. */
                            line: number;
                            field: string;
                            /** @enum {string} */
                            code: "required" | "empty" | "wrong_type" | "not_taken" | "not_a_choice" | "too_long" | "too_small" | "too_large" | "too_few" | "too_many" | "not_whole" | "unreadable" | "bad_form" | "not_an_id" | "not_a_time" | "not_a_time_of_day" | "not_a_day" | "not_a_zone" | "not_a_language" | "not_a_country" | "not_a_property" | "not_an_address" | "address_private" | "phone_missing" | "phone_without_country" | "phone_not_valid" | "phone_extension" | "phone_special" | "phone_unread" | "phone_error_value" | "phone_below_zero" | "phone_several" | "phone_lost_digits" | "in_past" | "in_future" | "too_far" | "too_early" | "ends_too_soon" | "range_too_long" | "no_longer_bookable" | "nothing_sent" | "needed_here" | "not_needed_here" | "one_of_two" | "named_twice" | "out_of_range" | "agent_unusable" | "contact_do_not_call" | "number_do_not_call" | "unknown" | "nobody" | "no_such_column" | "row_too_wide" | "contact_unreadable" | "changed_meanwhile" | "misconfigured" | "not_right" | "rule_unknown" | "rule_is_law" | "loosening_endless" | "loosening_too_long";
                            reason: string;
                        }[];
                        message: string;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            413: components["responses"]["Error413"];
            415: components["responses"]["Error415"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    removeSuppression: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The organisation's short name. */
                org_slug: string;
                /** @description The id of what is asked for. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SuppressionRemoval"];
            };
        };
        responses: {
            /** @description It is lifted. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                        suppression: components["schemas"]["Suppression"];
                        message: string;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            413: components["responses"]["Error413"];
            415: components["responses"]["Error415"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    listConsents: {
        parameters: {
            query?: {
                /** @description Only those of this contact. */
                contact_id?: string;
                /** @description Entries in one page. */
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description The organisation's short name. */
                org_slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                        consents: components["schemas"]["Consent"][];
                        /** @description Null on the last page. */
                        next_cursor: string | null;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            404: components["responses"]["Error404"];
            413: components["responses"]["Error413"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    recordConsent: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer again, with Idempotency-Replayed: true, for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The organisation's short name. */
                org_slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewConsent"];
            };
        };
        responses: {
            /** @description It is recorded. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                        consent: components["schemas"]["Consent"];
                        message: string;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            413: components["responses"]["Error413"];
            415: components["responses"]["Error415"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    findConsents: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer again, with Idempotency-Replayed: true, for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The organisation's short name. */
                org_slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConsentNumber"];
            };
        };
        responses: {
            /** @description The consents, at most 200; none is an answer too. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                        consents: components["schemas"]["Consent"][];
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            413: components["responses"]["Error413"];
            415: components["responses"]["Error415"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    revokeConsent: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer again, with Idempotency-Replayed: true, for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The organisation's short name. */
                org_slug: string;
                /** @description The id of what is asked for. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConsentRevocation"];
            };
        };
        responses: {
            /** @description It is withdrawn. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                        consent: components["schemas"]["Consent"];
                        message: string;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            413: components["responses"]["Error413"];
            415: components["responses"]["Error415"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    listContacts: {
        parameters: {
            query?: {
                /** @description Only the contact of this id in HubSpot. */
                contact_id?: string;
                /** @description Only contacts that must not, or may, be called. */
                do_not_call?: "true" | "false";
                /** @description Only contacts that this stands in the way of calling. */
                problem?: "broken" | "do_not_call" | "phone_missing" | "phone_invalid" | "phone_special" | "phone_shared" | "checkup_missing" | "checkup_unreadable" | "checkup_in_future";
                /** @description Only contacts whose last check-up was on this day or before. */
                checkup_until?: string;
                /** @description Only contacts whose name has this in it; or, of a whole number in international format, that have it. It is not logged here; an address may be logged on its way. */
                q?: string;
                /** @description Entries in one page. */
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description The organisation's short name. */
                org_slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                        contacts: components["schemas"]["Contact"][];
                        /** @description Null on the last page. */
                        next_cursor: string | null;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            404: components["responses"]["Error404"];
            413: components["responses"]["Error413"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    syncContacts: {
        parameters: {
            query?: {
                /** @description true: answer when it is done, 100 seconds at most. */
                wait?: "true" | "false";
            };
            header?: {
                /** @description The same key with the same request gets the first answer again, with Idempotency-Replayed: true, for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The organisation's short name. */
                org_slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description With wait=true: the contacts are read and the rules evaluated. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                        /** @enum {boolean} */
                        finished: true;
                        contacts_read: number;
                        contacts_changed: number;
                        contacts_broken: number;
                        contacts_removed: number;
                        schedules_created: number;
                        message: string;
                    };
                };
            };
            /** @description It was asked for, and goes on by itself. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                        /** @enum {boolean} */
                        accepted: true;
                        /** Format: date-time */
                        requested_at: string;
                        message: string;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            413: components["responses"]["Error413"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            502: components["responses"]["Error502"];
            503: components["responses"]["Error503"];
        };
    };
    exportContact: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The organisation's short name. */
                org_slug: string;
                /** @description The contact's id in HubSpot, or in another CRM. */
                contact_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                        person: components["schemas"]["ExportedPerson"];
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            413: components["responses"]["Error413"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    eraseContact: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer again, with Idempotency-Replayed: true, for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The organisation's short name. */
                org_slug: string;
                /** @description The contact's id in HubSpot, or in another CRM. */
                contact_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ErasureOfContact"];
            };
        };
        responses: {
            /** @description It is erased. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                        erasure: components["schemas"]["Erasure"];
                        message: string;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            413: components["responses"]["Error413"];
            415: components["responses"]["Error415"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    exportPerson: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer again, with Idempotency-Replayed: true, for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The organisation's short name. */
                org_slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NumberOfPerson"];
            };
        };
        responses: {
            /** @description The file; empty where nothing is kept. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                        person: components["schemas"]["ExportedPerson"];
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            413: components["responses"]["Error413"];
            415: components["responses"]["Error415"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    erasePerson: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer again, with Idempotency-Replayed: true, for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The organisation's short name. */
                org_slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ErasureOfNumber"];
            };
        };
        responses: {
            /** @description It is erased. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                        erasure: components["schemas"]["Erasure"];
                        message: string;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            413: components["responses"]["Error413"];
            415: components["responses"]["Error415"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    getHubspotIntegration: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The organisation's short name. */
                org_slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The connection, or, with connected: false, what connecting would begin with. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                        integration: components["schemas"]["HubspotIntegration"];
                    };
                };
            };
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            413: components["responses"]["Error413"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    putHubspotIntegration: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The organisation's short name. */
                org_slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HubspotConnectionChanges"];
            };
        };
        responses: {
            /** @description The connection as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                        integration: components["schemas"]["HubspotIntegration"];
                        message: string;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            413: components["responses"]["Error413"];
            415: components["responses"]["Error415"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    deleteHubspotIntegration: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The organisation's short name. */
                org_slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is disconnected. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                        message: string;
                    };
                };
            };
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            413: components["responses"]["Error413"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    testHubspotIntegration: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer again, with Idempotency-Replayed: true, for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The organisation's short name. */
                org_slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ok: false when anything does not work, also when HubSpot refuses or does not answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                        ok: boolean;
                        checks: components["schemas"]["HubspotCheck"][];
                        message: string;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            413: components["responses"]["Error413"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    listHubspotOutboxEntries: {
        parameters: {
            query?: {
                /** @description Only entries in this state. */
                state?: "pending" | "sending" | "unknown" | "sent" | "dead";
                /** @description Entries in one page. */
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description The organisation's short name. */
                org_slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                        entries: components["schemas"]["OutboxEntry"][];
                        /** @description Null on the last page. */
                        next_cursor: string | null;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            413: components["responses"]["Error413"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    resendHubspotOutboxEntry: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer again, with Idempotency-Replayed: true, for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The organisation's short name. */
                org_slug: string;
                /** @description The id of what is asked for. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is sent next. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                        entry: components["schemas"]["OutboxEntry"];
                        message: string;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            413: components["responses"]["Error413"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    getHealth: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The organisation's short name. */
                org_slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How things stand. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                        health: components["schemas"]["Health"];
                    };
                };
            };
            401: components["responses"]["Error401"];
            404: components["responses"]["Error404"];
            413: components["responses"]["Error413"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    listAlerts: {
        parameters: {
            query?: {
                /** @description open (the default) or all. */
                state?: "open" | "all";
                /** @description Entries in one page. */
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description The organisation's short name. */
                org_slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                        alerts: components["schemas"]["Alert"][];
                        /** @description Null on the last page. */
                        next_cursor: string | null;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            404: components["responses"]["Error404"];
            413: components["responses"]["Error413"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    listAlertSettings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The organisation's short name. */
                org_slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                        settings: components["schemas"]["AlertSetting"][];
                    };
                };
            };
            401: components["responses"]["Error401"];
            404: components["responses"]["Error404"];
            413: components["responses"]["Error413"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    putAlertSetting: {
        parameters: {
            query?: never;
            header?: {
                /** @description What was read: "<updated_at>", or "default" while the operator's holds. 412 changed_meanwhile where it has changed since. */
                "if-match"?: string;
            };
            path: {
                /** @description The organisation's short name. */
                org_slug: string;
                /** @description The alert. */
                code: "sweep_stalled" | "worker_wedged" | "cron_failing" | "retention_behind" | "database_large" | "phone_key_wrong" | "look_failing" | "sealing_behind" | "calls_late" | "calls_unknown" | "failure_rate" | "no_answer_rate" | "wallet_empty" | "bolna_rejected" | "hubspot_rejected" | "write_back_dead" | "webhook_dead" | "webhook_switched_off";
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description In the code's unit; null: never; "default": as the operator has it.
                     * @example 600
                     */
                    threshold: number | "default" | null;
                };
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                        setting: components["schemas"]["AlertSetting"];
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            412: components["responses"]["Error412"];
            413: components["responses"]["Error413"];
            415: components["responses"]["Error415"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    listWebhooks: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The organisation's short name. */
                org_slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                        webhooks: components["schemas"]["Webhook"][];
                    };
                };
            };
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            413: components["responses"]["Error413"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    addWebhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer again, with Idempotency-Replayed: true, for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The organisation's short name. */
                org_slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewWebhook"];
            };
        };
        responses: {
            /** @description It is told from now on. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                        webhook: components["schemas"]["Webhook"];
                        /**
                         * @description Signs what it is told, by Standard Webhooks. Shown this once.
                         * @example whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
                         */
                        secret: string;
                        message: string;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            413: components["responses"]["Error413"];
            415: components["responses"]["Error415"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    removeWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The organisation's short name. */
                org_slug: string;
                /** @description The id of what is asked for. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                        message: string;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            413: components["responses"]["Error413"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    changeWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The organisation's short name. */
                org_slug: string;
                /** @description The id of what is asked for. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookChanges"];
            };
        };
        responses: {
            /** @description The endpoint as it is now, and its new secret where one was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                        webhook: components["schemas"]["Webhook"];
                        /**
                         * @description Signs what it is told, by Standard Webhooks. Shown this once.
                         * @example whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
                         */
                        secret?: string;
                        message: string;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            413: components["responses"]["Error413"];
            415: components["responses"]["Error415"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    testWebhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer again, with Idempotency-Replayed: true, for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The organisation's short name. */
                org_slug: string;
                /** @description The id of what is asked for. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is told next. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                        delivery: components["schemas"]["WebhookDelivery"];
                        message: string;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            413: components["responses"]["Error413"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    listWebhookDeliveries: {
        parameters: {
            query?: {
                /** @description Only those in this state. */
                state?: "pending" | "sending" | "delivered" | "dead";
                /** @description Entries in one page. */
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description The organisation's short name. */
                org_slug: string;
                /** @description The id of what is asked for. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                        deliveries: components["schemas"]["WebhookDelivery"][];
                        /** @description Null on the last page. */
                        next_cursor: string | null;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            413: components["responses"]["Error413"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    replayWebhookDelivery: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer again, with Idempotency-Replayed: true, for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The organisation's short name. */
                org_slug: string;
                /** @description The id of what is asked for. */
                id: string;
                /** @description The delivery's id. */
                delivery_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is told next. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                        delivery: components["schemas"]["WebhookDelivery"];
                        message: string;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            413: components["responses"]["Error413"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    listAudit: {
        parameters: {
            query?: {
                /** @description Only changes of this table. */
                table?: string;
                /** @description Only changes of this row. */
                row_id?: string;
                /** @description Only what this user changed. */
                actor_id?: string;
                /** @description From this time on. */
                from?: string;
                /** @description Before this time. */
                to?: string;
                /** @description Entries in one page. */
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description The organisation's short name. */
                org_slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        success: true;
                        entries: components["schemas"]["AuditEntry"][];
                        /** @description Null on the last page. */
                        next_cursor: string | null;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            413: components["responses"]["Error413"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
}
