import { useState } from "preact/hooks";
import { may } from "../../auth/organizations.ts";
import { Badge } from "../../components/Badge.tsx";
import { Button } from "../../components/Button.tsx";
import { Loaded } from "../../components/Loaded.tsx";
import { Section } from "../../components/Section.tsx";
import { Table } from "../../components/Table.tsx";
import { settingsTexts } from "../../texts/settings.ts";
import { alertSettings } from "./alert-settings.ts";
import { AlertSettingForm } from "./AlertSettingForm.tsx";
import { type AlertSetting, sayThreshold } from "./say-threshold.ts";

/** Of what the organisation is told, and from when on; an admin changes it. */
export function AlertSettings() {
  const t = settingsTexts.value.health.told;
  const read = alertSettings.use("");
  const [code, setCode] = useState<AlertSetting["code"]>();
  return (
    <Section title={t.title} hint={t.hint}>
      <Loaded of={read}>
        {(found) => {
          const chosen = found.find((setting) => setting.code === code);
          return (
            <>
              <Table
                caption={t.title}
                rows={found}
                rowKey={(setting) => setting.code}
                columns={[
                  {
                    id: "what",
                    head: t.what,
                    phone: "start",
                    isRowHead: true,
                    cell: (setting) => nameOf(setting.code),
                  },
                  {
                    id: "from",
                    head: t.from,
                    phone: "below",
                    cell: (setting) => sayThreshold(setting.unit, setting.threshold),
                  },
                  {
                    id: "whose",
                    head: t.whose,
                    phone: "last",
                    cell: ({ is_default }) => (
                      <Badge tone={is_default ? "neutral" : "info"}>{is_default ? t.operators : t.own}</Badge>
                    ),
                  },
                  ...(may.manage()
                    ? [{
                      id: "act",
                      head: "",
                      phone: "end" as const,
                      cell: (setting: AlertSetting) => (
                        <Button
                          onClick={() => setCode(setting.code)}
                          label={t.changeOf(nameOf(setting.code))}
                        >
                          {t.change}
                        </Button>
                      ),
                    }]
                    : []),
                ]}
              />
              {chosen && (
                <AlertSettingForm
                  setting={chosen}
                  name={nameOf(chosen.code)}
                  onClose={() => setCode(undefined)}
                  onRead={() => void read.reload()}
                />
              )}
            </>
          );
        }}
      </Loaded>
    </Section>
  );
}

function nameOf(code: string): string {
  return Object.entries(settingsTexts.value.health.told.names).find(([known]) => known === code)?.[1] ??
    code;
}
